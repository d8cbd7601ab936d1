package io.feedback4j.web;

import io.feedback4j.Reason;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.Opinion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages for people whose browser runs no script, or who come from a mail. Thread-safe. */
final class FormPages {
    private static final String TYPE = "text/html;charset=UTF-8";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';" + " frame-ancestors 'none'";
    /** What is below this is asked for what was not good. */
    private static final double MIDDLE = 0.5;

    private static final String HAND =
            "<path d=\"M4 11v9M8 11l3.6-7.4c.2-.4.5-.6 1-.6 1.3 0 2.3 1 2.3 2.3v4h4.5c1.4 0 2.4"
                    + " 1.3 2.1 2.6l-1.6 6.4c-.3 1-1.1 1.7-2.2 1.7H8z\"/></svg>";

    private final List<Reason> reasons;

    FormPages(List<Reason> reasons) {
        this.reasons = List.copyOf(reasons);
    }

    /**
     * A page that is about to be shown.
     *
     * @param words in the visitor's language
     * @param up what leads from its address to that of the form, such as {@code ../}
     * @param token of the form; {@code null} where there is none that is valid
     * @param isSession whether the whole session is judged
     * @param language that was asked for, which later pages are to have, too; {@code null} for the visitor's own
     */
    record Page(
            FormWords words,
            String up,
            @Nullable String token,
            boolean isSession,
            @Nullable String language) {
        String word(String name) {
            return words.get(name);
        }
    }

    /** What can take a vote back. */
    record TakeBack(String id, String undo) {}

    /** Asks for a vote. @param score the one that was given before; {@code null} for none */
    Answer ask(Page page, @Nullable Double score) {
        String title = page.word(page.isSession() ? "title.session" : "title.message");
        Html html = begin(page, title).element("h1", title);
        if (score != null) {
            rating(html, page, score);
        }
        buttons(html, page);
        return end(200, html, page);
    }

    /** Says thanks. Asks for what else there is to say, where nothing but a score was said. */
    Answer stored(Page page, Opinion opinion, TakeBack takeBack) {
        Html html = begin(page, page.word("thanks")).element("h1", page.word("thanks"));
        html.raw("<p role=\"status\">").text(page.word("saved")).raw("</p>");
        Double score = opinion.score();
        if (score != null) {
            rating(html, page, score);
        }
        if (score != null && opinion.text().isEmpty() && opinion.reasons().isEmpty()) {
            comment(html, page, opinion, false);
        }
        formBegin(html, page).hidden("id", takeBack.id()).hidden("undo", takeBack.undo());
        html.raw("<button class=\"plain\">").text(page.word("takeback")).raw("</button></form>");
        return end(200, html, page);
    }

    /** Says that it is taken back, and asks anew. */
    Answer undone(Page page) {
        Html html = begin(page, page.word("undone")).element("h1", page.word("undone"));
        html.raw("<p role=\"status\">").text(page.word("again")).raw("</p>");
        buttons(html, page);
        return end(200, html, page);
    }

    /** Says what is wrong. @param said what was filled in, to be mended; {@code null} where it cannot be sent again */
    Answer problem(Page page, Problem problem, @Nullable Opinion said) {
        boolean isText =
                problem.errors().stream().anyMatch(error -> error.field().equals("text"));
        Html html = begin(page, page.word("sorry")).element("h1", page.word("sorry"));
        html.raw("<div class=\"error\" role=\"alert\" id=\"problem\">").element("p", sentence(page, problem));
        if (!problem.errors().isEmpty()) {
            html.raw("<ul lang=\"en\" dir=\"ltr\">");
            problem.errors().forEach(error -> error(html, error));
            html.raw("</ul>");
        }
        html.raw("</div>");
        if (said != null && page.token() != null) {
            comment(html, page, said, isText);
        }
        Answer answer = end(problem.kind().status(), html, page);
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.putAll(problem.headers());
        return new Answer(answer.status(), headers, answer.body());
    }

    private static void error(Html html, FieldProblem error) {
        html.raw("<li>");
        if (!error.field().isEmpty()) {
            html.element("code", error.field()).raw(" ");
        }
        html.text(error.detail()).raw("</li>");
    }

    private static String sentence(Page page, Problem problem) {
        boolean isText =
                problem.errors().stream().anyMatch(error -> error.field().equals("text"));
        return page.word(
                switch (problem.kind()) {
                    case INVALID -> isText && problem.errors().size() == 1 ? "toolong" : "correct";
                    case WRONG_TOKEN, WRONG_UNDO, NO_SUCH_ASSISTANT, NO_SUCH_FEEDBACK -> "invalid";
                    case FOREIGN_ORIGIN -> "foreign";
                    case RATE_LIMITED -> "often";
                    case BUSY, STORE_DOWN -> "later";
                    default -> "failed";
                });
    }

    private static Html begin(Page page, String title) {
        return new Html()
                .raw("<!doctype html><html")
                .attribute("lang", page.words().language())
                .attribute("dir", page.words().direction())
                .raw("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,"
                        + " initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\""
                        + " content=\"noindex\">")
                .element("title", title)
                .raw("<link rel=\"stylesheet\"")
                .attribute("href", page.up() + "form.css")
                .raw("></head><body><main>");
    }

    private static Answer end(int status, Html html, Page page) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", TYPE);
        headers.put("Content-Language", page.words().language());
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept-Language, Sec-Fetch-Site, Origin");
        headers.put("Content-Security-Policy", POLICY);
        // The address of a page from a mail is a permission; and without an Origin no form would be taken.
        headers.put("Referrer-Policy", "same-origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Robots-Tag", "noindex");
        return new Answer(status, headers, html.raw("</main></body></html>").bytes());
    }

    private static Html formBegin(Html html, Page page) {
        return html.raw("<form method=\"post\"")
                .attribute("action", page.up() + "form")
                .raw(">")
                .hidden("token", page.token())
                .hidden("lang", page.language());
    }

    private static void buttons(Html html, Page page) {
        formBegin(html, page).raw("<div class=\"votes\">");
        button(html, "1", "up", page.word("up"));
        button(html, "0", "down", page.word("down"));
        html.raw("</div></form><p class=\"quiet\">").text(page.word("shared")).raw("</p>");
    }

    private static void button(Html html, String score, String icon, String label) {
        html.raw("<button name=\"score\"")
                .attribute("value", score)
                .raw("><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"");
        html.attribute("class", icon).raw(">").raw(HAND).text(label).raw("</button>");
    }

    private static void rating(Html html, Page page, double score) {
        html.raw("<p>")
                .text(page.word("rating"))
                .raw(" <strong>")
                .text(name(page, score))
                .raw("</strong></p>");
    }

    private static String name(Page page, double score) {
        if (score == 1) {
            return page.word("up");
        }
        return score == 0 ? page.word("down") : Double.toString(score);
    }

    private void comment(Html html, Page page, Opinion said, boolean isWrong) {
        Double score = said.score();
        boolean bad = score == null || score < MIDDLE;
        formBegin(html, page).hidden("score", score == null ? null : Double.toString(score));
        if (bad && !reasons.isEmpty()) {
            html.raw("<fieldset><legend>").text(page.word("bad")).raw(" ");
            optional(html, page).raw("</legend>");
            reasons.forEach(reason -> reason(html, page, reason, said.reasons().contains(reason.id())));
            html.raw("</fieldset>");
        }
        html.raw("<p><label class=\"comment\" for=\"text\">")
                .text(page.word(bad ? "comment" : "good"))
                .raw(" ");
        optional(html, page).raw("</label><textarea id=\"text\" name=\"text\" rows=\"4\"");
        html.attribute("maxlength", Integer.toString(Opinion.MAX_TEXT_CODE_POINTS));
        html.raw(
                isWrong
                        ? " aria-invalid=\"true\" aria-describedby=\"problem limit\">"
                        : " aria-describedby=\"limit\">");
        // A line break directly behind the tag is not part of the text.
        html.raw("\n").text(said.text()).raw("</textarea><span class=\"quiet\" id=\"limit\">");
        html.text(page.word("limit")).raw("</span></p><p class=\"quiet\">").text(page.word("shared"));
        html.raw("</p><p><button class=\"main\">").text(page.word("send")).raw("</button></p></form>");
    }

    private static Html optional(Html html, Page page) {
        return html.raw("<span class=\"quiet\">(").text(page.word("optional")).raw(")</span>");
    }

    private static void reason(Html html, Page page, Reason reason, boolean chosen) {
        html.raw("<label class=\"reason\"><input type=\"checkbox\" name=\"reasons\"")
                .attribute("value", reason.id());
        html.raw(chosen ? " checked> " : "> ")
                .text(reason.label(page.words().language()))
                .raw("</label>");
    }
}
