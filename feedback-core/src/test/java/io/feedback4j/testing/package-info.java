/**
 * What tests of all rooms and modules share: values that say only what a test is about, a clock that
 * stands still, a destination that remembers, a PostgreSQL that is really there.
 */
@NullMarked
package io.feedback4j.testing;

import org.jspecify.annotations.NullMarked;
