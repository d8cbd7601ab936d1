package io.feedback4j.store;

import io.feedback4j.model.Opinion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How many votes there are, and what they add up to. Scores are added in billionths, as whole numbers, so that what is
 * added and taken away again leaves nothing behind.
 *
 * <p>A vote is positive with a score above one half and negative with one below. Immutable.
 */
public final class VoteCounts {
    /** In so many parts scores are counted. */
    public static final long UNIT = 1_000_000_000L;
    /** How many bins the distribution has: one around each of 0, 0.1, 0.2, …, 1. */
    public static final int BINS = 11;
    /** How many numbers {@link #numbers()} gives. */
    public static final int SIZE = 8 + BINS;
    /** Of nothing. */
    public static final VoteCounts NONE = new VoteCounts(new long[SIZE]);

    private static final double HALF = 0.5;

    /** votes, scored, positive, negative, comments, reasoned, score sum, score squares, bins. */
    private final long[] numbers;

    private VoteCounts(long[] numbers) {
        this.numbers = numbers;
    }

    /** One vote. */
    public static VoteCounts of(Opinion opinion) {
        return of(
                opinion.score() == null ? Double.NaN : opinion.score(),
                !opinion.text().isEmpty(),
                !opinion.reasons().isEmpty());
    }

    /** One vote. @param score {@code NaN} without */
    public static VoteCounts of(double score, boolean commented, boolean reasoned) {
        long[] one = new long[SIZE];
        one[0] = 1;
        one[4] = commented ? 1 : 0;
        one[5] = reasoned ? 1 : 0;
        if (!Double.isNaN(score)) {
            one[1] = 1;
            one[2] = score > HALF ? 1 : 0;
            one[3] = score < HALF ? 1 : 0;
            one[6] = Math.round(score * UNIT);
            one[7] = Math.round(score * score * UNIT);
            one[8 + (int) Math.round(score * (BINS - 1))] = 1;
        }
        return new VoteCounts(one);
    }

    /** @param numbers in the order of {@link #numbers()} */
    public static VoteCounts of(List<Long> numbers) {
        if (numbers.size() != SIZE) {
            throw new IllegalArgumentException(SIZE + " numbers are needed, not " + numbers.size());
        }
        return new VoteCounts(numbers.stream().mapToLong(Long::longValue).toArray());
    }

    /** This and so many times the other. */
    public VoteCounts plus(VoteCounts other, int times) {
        long[] sum = new long[SIZE];
        for (int i = 0; i < SIZE; i++) {
            sum[i] = numbers[i] + times * other.numbers[i];
        }
        return new VoteCounts(sum);
    }

    /** Votes, scored, positive, negative, with a comment, with a reason, score sum and squares in billionths, the bins. */
    public List<Long> numbers() {
        return LongStream.of(numbers).boxed().toList();
    }

    /** All of them. */
    public long votes() {
        return numbers[0];
    }

    /** Those with a score. */
    public long scored() {
        return numbers[1];
    }

    /** Those with a score above one half. */
    public long positive() {
        return numbers[2];
    }

    /** Those with a score below one half. */
    public long negative() {
        return numbers[3];
    }

    /** Those with a text. */
    public long comments() {
        return numbers[4];
    }

    /** Those with at least one reason. */
    public long reasoned() {
        return numbers[5];
    }

    /** The sum of all scores, in billionths. */
    public long scoreSum() {
        return numbers[6];
    }

    /** The sum of the squares of all scores, in billionths. */
    public long scoreSquares() {
        return numbers[7];
    }

    /** How many scores are nearest to 0, 0.1, 0.2, …, 1. */
    public List<Long> bins() {
        return LongStream.of(numbers).skip(SIZE - BINS).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VoteCounts && Arrays.equals(((VoteCounts) other).numbers, numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return Arrays.toString(numbers);
    }
}
