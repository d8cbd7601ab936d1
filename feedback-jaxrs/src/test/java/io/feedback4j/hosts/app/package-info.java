/**
 * Small applications that are hosts to ours. They are compiled here and run elsewhere, on class paths of their own, so
 * they know nothing of ours and nothing of the tests.
 */
@NullMarked
package io.feedback4j.hosts.app;

import org.jspecify.annotations.NullMarked;
