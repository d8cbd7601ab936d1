package io.feedback4j.store.jdbc;

import io.feedback4j.model.Masked;

/** What was masked in a text, in one column: {@code ""} for nothing, else the three counts such as {@code 1,0,2}. */
final class MaskedColumn {
    private MaskedColumn() {}

    static String write(Masked masked) {
        return masked.isNone() ? "" : masked.email() + "," + masked.phone() + "," + masked.card();
    }

    static Masked read(String column) {
        if (column.isEmpty()) {
            return Masked.NONE;
        }
        String[] counts = column.split(",", -1);
        return new Masked(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]), Integer.parseInt(counts[2]));
    }
}
