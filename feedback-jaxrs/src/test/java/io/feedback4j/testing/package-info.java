/** What tests of several modules need around a browser. */
@NullMarked
package io.feedback4j.testing;

import org.jspecify.annotations.NullMarked;
