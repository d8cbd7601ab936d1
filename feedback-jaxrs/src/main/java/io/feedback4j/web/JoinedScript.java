package io.feedback4j.web;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the front-end's scripts as it goes out: joined with what it imports and without comments, so that a page makes
 * one small request. What a script imports dynamically stays a file of its own.
 *
 * <p>It understands the habits of our own sources and no more: each import is one line {@code import { a, b } from
 * './file.js'} that renames nothing, comments stand on lines of their own, and no two joined files declare the same
 * name at their top level.
 */
final class JoinedScript {
    private static final Pattern IMPORT = Pattern.compile("(import|export) (\\{.*}) from '\\./([\\w-]+\\.js)'\n");
    private static final Pattern COMMENTS = Pattern.compile("(?m)^[ \\t]*(/\\*(?s:.*?)\\*/|//.*)[ \\t]*\n");
    private static final Pattern CASTS = Pattern.compile("/\\*\\* @type [^*]*\\*/ ?");
    private static final Pattern INDENTATION = Pattern.compile("(?m)^\\s+");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(async function|function|const|let|class) )");

    private final UnaryOperator<String> sources;
    private final Set<String> seen = new LinkedHashSet<>();
    private final StringBuilder joined = new StringBuilder();

    private JoinedScript(UnaryOperator<String> sources) {
        this.sources = sources;
    }

    /**
     * @param file the script a page asks for, such as {@code thumbs.js}
     * @param sources the text of a file by its name
     */
    static String of(String file, UnaryOperator<String> sources) {
        JoinedScript script = new JoinedScript(sources);
        script.add(file, true);
        return script.joined.toString();
    }

    /**
     * A file of the front-end as it goes out: a script joined, anything else trimmed.
     *
     * @param file such as {@code thumbs.css}
     * @param sources the text of a file by its name
     */
    static String served(String file, UnaryOperator<String> sources) {
        return file.endsWith(".js") ? of(file, sources) : trimmed(sources.apply(file));
    }

    /** A style sheet or script without comments and indentation. */
    static String trimmed(String source) {
        String code = COMMENTS.matcher(source).replaceAll("");
        return INDENTATION.matcher(CASTS.matcher(code).replaceAll("")).replaceAll("");
    }

    private void add(String file, boolean entry) {
        if (!seen.add(file)) {
            return;
        }
        String code = trimmed(sources.apply(file));
        StringBuilder own = new StringBuilder();
        Matcher imports = IMPORT.matcher(code);
        while (imports.find()) {
            add(imports.group(3), false);
            boolean passedOn = entry && imports.group(1).equals("export");
            imports.appendReplacement(
                    own, passedOn ? Matcher.quoteReplacement("export " + imports.group(2) + "\n") : "");
        }
        imports.appendTail(own);
        joined.append(entry ? own : EXPORT.matcher(own).replaceAll(""));
    }
}
