/**
 * What {@code java -jar feedback-demo.war} runs: Jetty, started from inside the file that it serves.
 *
 * <p>Belongs here: arguments, Jetty, the temporary folder, starting and stopping. Does not belong here: anything a
 * container would need, too; deployed in one, this package is never loaded. It stands at the root of the file, where
 * {@code java -jar} looks for it, and not in {@code WEB-INF/classes}. {@code Main} and {@code Arguments} use the JDK
 * alone; {@code JettyServer} is loaded by a class loader over {@code WEB-INF/server}, whose parent knows the JDK only,
 * so that the server's classes and the application's never meet by accident.
 */
@NullMarked
package io.feedback4j.demo.boot;

import org.jspecify.annotations.NullMarked;
