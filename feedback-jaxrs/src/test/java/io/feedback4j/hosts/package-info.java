/** Our jar in real hosts of many kinds, each loaded apart from the tests and from the others. */
@NullMarked
package io.feedback4j.hosts;

import org.jspecify.annotations.NullMarked;
