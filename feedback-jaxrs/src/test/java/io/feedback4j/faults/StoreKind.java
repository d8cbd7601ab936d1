package io.feedback4j.faults;

/** Where the product keeps votes. */
enum StoreKind {
    SQLITE,
    POSTGRES
}
