/**
 * Keeping feedback in a relational database: one class of statements per table, one class that opens, commits and
 * closes.
 *
 * <p>Belongs here: SQL, schema scripts, the embedded database and its folder. Does not belong here: any decision about
 * feedback that another database would take differently.
 *
 * <p>Depends on {@code store}, {@code model}, {@code java.sql} and the drivers.
 */
@NullMarked
package io.feedback4j.store.jdbc;

import org.jspecify.annotations.NullMarked;
