package io.feedback4j.web;

import static java.util.Objects.requireNonNull;

import io.feedback4j.FeedbackService;
import io.feedback4j.model.Target;
import io.feedback4j.store.StoreException;
import io.feedback4j.web.FormTokens.Permission;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form or link to judge one target, made by {@link FeedbackForms}. Each of its texts holds a new token: whoever has that
 * can judge this target until it is no longer valid, as often as they change their mind, and can do nothing else. The
 * token says nothing about the target to those who read it.
 *
 * <p>Immutable and thread-safe.
 */
public final class FeedbackForm {
    /** For how long it is valid where nothing else is said. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofDays(30);
    /** The longest it can be valid. */
    public static final Duration MAX_VALIDITY = Duration.ofDays(400);

    private final FeedbackService service;
    private final FormTokens tokens;
    private final Target target;
    private final Duration validity;
    private final @Nullable String returnTo;
    private final @Nullable String language;

    private FeedbackForm(
            FeedbackService service,
            FormTokens tokens,
            Target target,
            Duration validity,
            @Nullable String returnTo,
            @Nullable String language) {
        this.service = service;
        this.tokens = tokens;
        this.target = requireNonNull(target, "target");
        this.validity = requireNonNull(validity, "validity");
        this.returnTo = returnTo;
        this.language = language;
    }

    static FeedbackForm of(FeedbackService service, FormTokens tokens, Target target) {
        return new FeedbackForm(service, tokens, target, DEFAULT_VALIDITY, null, null);
    }

    /**
     * Default: {@link #DEFAULT_VALIDITY}.
     *
     * @throws IllegalArgumentException unless it is more than nothing and at most {@link #MAX_VALIDITY}
     */
    public FeedbackForm validFor(Duration validity) {
        if (validity.isZero() || validity.isNegative() || validity.compareTo(MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("a form must be valid for more than nothing, and for at most "
                    + MAX_VALIDITY.toDays() + " days, was " + validity);
        }
        return new FeedbackForm(service, tokens, target, validity, returnTo, language);
    }

    /**
     * Where the browser goes after the form was taken: there, with {@code feedback=stored} in its query. Default: nowhere,
     * so that a page of ours says thanks, asks for a comment and can take the vote back.
     *
     * @param path on the same origin, beginning with a slash, such as {@code /orders/7}
     * @throws IllegalArgumentException when it is none
     */
    public FeedbackForm returnTo(String path) {
        if (!ReturnPath.isOne(path)) {
            throw new IllegalArgumentException(ReturnPath.RULE);
        }
        return new FeedbackForm(service, tokens, target, validity, path, language);
    }

    /**
     * In which language it is written, and what is answered to it. Default: English, and the visitor's own in answers.
     *
     * @param language {@code ar}, {@code de}, {@code en}, {@code es}, {@code fr} or {@code ja}
     * @throws IllegalArgumentException when it is another
     */
    public FeedbackForm language(String language) {
        if (!FormWords.isKnown(language)) {
            throw new IllegalArgumentException("the language must be among " + String.join(", ", FormWords.LANGUAGES));
        }
        return new FeedbackForm(service, tokens, target, validity, returnTo, language);
    }

    /** The value of the hidden field {@code token}. @throws StoreException while the store is down */
    public String token() {
        return tokens.seal(new Permission(target, service.clock().instant().plus(validity)));
    }

    /**
     * The hidden fields, as HTML, for a form that the host writes itself: {@code method="post"}, {@code action} our {@code
     * feedback/form}, buttons named {@code score} with a value from 0 to 1, and as it likes {@code text} and {@code reasons}.
     *
     * @throws StoreException while the store is down
     */
    public String hiddenInputs() {
        return hidden(new Html()).toString();
    }

    private Html hidden(Html html) {
        return html.hidden("token", token()).hidden("return_to", returnTo).hidden("lang", language);
    }

    /**
     * A whole form with two buttons, as HTML without a style or a script; classes {@code feedback-form}, {@code
     * feedback-up} and {@code feedback-down} are for the host's style sheet.
     *
     * @param root the REST root as the browser sees it, such as {@code /api}; {@code ""} for none
     * @throws StoreException while the store is down
     */
    public String html(String root) {
        FormWords words = FormWords.in(language == null ? List.of() : List.of(language));
        String question = target.isSession() ? "title.session" : "title.message";
        Html html = new Html()
                .raw("<form class=\"feedback-form\" method=\"post\"")
                .attribute("action", below(root))
                .attribute("lang", words.language())
                .attribute("dir", words.direction())
                .raw(">");
        hidden(html).raw("<fieldset>").element("legend", words.get(question));
        html.raw("<button class=\"feedback-up\" name=\"score\" value=\"1\">").text(words.get("up"));
        html.raw("</button> <button class=\"feedback-down\" name=\"score\" value=\"0\">")
                .text(words.get("down"));
        return html.raw("</button></fieldset></form>").toString();
    }

    /**
     * The address of a page with the two buttons, for a mail. Opening it says nothing, so that programs which open all the
     * links of a mail do not vote.
     *
     * @param root the REST root as the reader of the mail sees it, such as {@code https://shop.example/api}
     * @throws StoreException while the store is down
     */
    public URI link(String root) {
        return URI.create(below(root) + "/" + token() + (language == null ? "" : "?lang=" + language));
    }

    private static String below(String root) {
        return (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + "/feedback/form";
    }
}
