/**
 * Keeping feedback in a relational database: one class of statements per table, one class that opens, commits and
 * closes.
 *
 * <p>Belongs here: SQL, schema scripts, the embedded database and its folder, the shared one, its connections and its
 * clock. Does not belong here: any decision about feedback that another database would take differently.
 *
 * <p>Depends on {@code store}, {@code insights} (for the bounds that are kept beside sums), {@code model}, {@code java.sql}, {@code javax.naming}, the drivers and HikariCP. What only
 * the shared database needs is loaded when it is used, and need not be there otherwise.
 */
@NullMarked
package io.feedback4j.store.jdbc;

import org.jspecify.annotations.NullMarked;
