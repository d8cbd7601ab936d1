package io.feedback4j.masking;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.Masked;
import io.feedback4j.model.MessageContext;
import io.feedback4j.model.Opinion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Replaces what belongs to somebody by what it was: {@code call 030 1234567} becomes {@code call [phone]}. The same text
 * always becomes the same; the time it takes grows with the length of the text and with nothing else.
 *
 * <p>It goes by what things look like. What is written to be unlike itself ("john at example dot com") stays, as does a
 * number that could be anything; names and addresses are not looked for.
 *
 * <p>Thread-safe.
 */
public final class Masking {
    /** Masks nothing. */
    public static final Masking NONE = new Masking(Set.of());

    private final Set<MaskKind> kinds;

    /** @param kinds what is masked; what else is found is left as it is, and not taken for one of these */
    public Masking(Set<MaskKind> kinds) {
        this.kinds = kinds.isEmpty() ? EnumSet.noneOf(MaskKind.class) : EnumSet.copyOf(kinds);
    }

    /**
     * A text, and what was masked in it.
     *
     * @param text with the replacements
     * @param masked how many
     */
    public record Result(String text, Masked masked) {
        public Result {
            requireNonNull(text, "text");
            requireNonNull(masked, "masked");
        }
    }

    /** Whether anything is masked at all. */
    public boolean isOn() {
        return !kinds.isEmpty();
    }

    /** Masks a text of any length. */
    public Result apply(String text) {
        List<Span> spans = kinds.isEmpty() ? List.of() : spans(text);
        if (spans.isEmpty()) {
            return new Result(text, Masked.NONE);
        }
        StringBuilder masked = new StringBuilder(text.length());
        int[] counts = new int[MaskKind.values().length];
        int end = 0;
        for (Span span : spans) {
            masked.append(text, end, span.start()).append(span.kind().replacement());
            counts[span.kind().ordinal()]++;
            end = span.end();
        }
        masked.append(text, end, text.length());
        return new Result(masked.toString(), new Masked(counts[0], counts[1], counts[2]));
    }

    /** The same, with its text masked; what was masked in it before stays counted. */
    public Opinion apply(Opinion opinion) {
        Result result = apply(opinion.text());
        return result.masked().isNone()
                ? opinion
                : new Opinion(
                        opinion.score(),
                        result.text(),
                        opinion.reasons(),
                        opinion.masked().plus(result.masked()));
    }

    /** The same, with question and answer masked. */
    public MessageContext apply(MessageContext context) {
        Result question = apply(context.question());
        Result answer = apply(context.answer());
        Masked masked = question.masked().plus(answer.masked());
        return masked.isNone()
                ? context
                : new MessageContext(
                        question.text(), answer.text(), context.masked().plus(masked));
    }

    private List<Span> spans(String text) {
        List<Span> emails = Emails.in(text);
        List<Span> all = new ArrayList<>(emails);
        if (kinds.contains(MaskKind.PHONE) || kinds.contains(MaskKind.CARD)) {
            all.addAll(Numbers.in(text, emails));
        }
        return all.stream()
                .filter(span -> kinds.contains(span.kind()))
                .sorted(Comparator.comparingInt(Span::start))
                .toList();
    }
}
