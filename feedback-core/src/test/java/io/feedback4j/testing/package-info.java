/** What tests of all rooms and modules share: values that say only what a test is about, and a clock that stands still. */
@NullMarked
package io.feedback4j.testing;

import org.jspecify.annotations.NullMarked;
