package io.feedback4j.delivery;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Which ids were seen in a list, in about sixteen bytes each however long they are. Two ids are taken for the same with
 * a chance of one in a hundred million when there are a million of them. Not thread-safe.
 */
public final class IdSet {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int FIRST_CAPACITY = 256;

    private final long seed = RANDOM.nextLong();
    private long[] table = new long[FIRST_CAPACITY];
    private int size;

    /** @return whether it was not there before */
    public boolean add(String id) {
        if (size >= table.length / 2) {
            grow();
        }
        boolean added = put(hash(id));
        size += added ? 1 : 0;
        return added;
    }

    /** Whether it was added. */
    public boolean contains(String id) {
        long hash = hash(id);
        return table[slot(table, hash)] == hash;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    private boolean put(long hash) {
        int slot = slot(table, hash);
        boolean isNew = table[slot] != hash;
        table[slot] = hash;
        return isNew;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        Arrays.stream(old).filter(hash -> hash != 0).forEach(this::put);
    }

    private static int slot(long[] table, long hash) {
        int slot = (int) (hash >>> 32) & table.length - 1;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    /** Seeded, so that nobody can choose ids that fall together; never 0, which marks an empty slot. */
    private long hash(String id) {
        long hash = seed;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 32) * MULTIPLIER;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}
