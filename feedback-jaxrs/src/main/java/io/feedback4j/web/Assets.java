package io.feedback4j.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The front-end's files. All of them are read, once, from a list in the jar; what a caller asks for is only compared with
 * that list. They lie together below a path that names their content, {@code feedback/assets/<release>/}, so that they
 * may be kept for ever and still find each other by relative addresses. What a page names, {@code feedback/thumbs.js},
 * is one line that leads there, and is asked for again each time.
 *
 * <p>Immutable.
 */
final class Assets {
    /** The file that a page names. */
    static final String ENTRY = "thumbs.js";

    /** What its types are; not for browsers, so it is not among the files of a release. */
    static final String DECLARATIONS = "thumbs.d.ts";

    private static final String LIST = "assets.list";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final Map<String, String> TYPES = Map.of(
            "js", SCRIPT,
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml",
            "json", "application/json;charset=UTF-8");
    private static final String ASK_AGAIN = "public, no-cache";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Map<String, Asset> files;
    private final String release;
    private final Asset entry;

    private Assets(Map<String, Asset> files, String release) {
        this.files = files;
        this.release = release;
        this.entry = Asset.of(
                SCRIPT, ("export * from './assets/" + release + "/" + ENTRY + "'\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the files of a folder that holds a list of them, one name a line.
     *
     * @param folder below this package
     * @param form makes of a file's name, and of the texts of all files by their names, what goes out
     */
    static Assets load(String folder, BiFunction<String, UnaryOperator<String>, String> form) {
        Map<String, Asset> files = new LinkedHashMap<>();
        StringBuilder all = new StringBuilder();
        for (String name : names(folder)) {
            String content = form.apply(name, source(folder));
            files.put(name, Asset.of(type(name), content.getBytes(StandardCharsets.UTF_8)));
            all.append(name).append('\0').append(content).append('\0');
        }
        return new Assets(files, Etag.hash(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The names in a folder's list. */
    static List<String> names(String folder) {
        return Resources.text(folder + "/" + LIST)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The text of a file of a folder by its name. */
    static UnaryOperator<String> source(String folder) {
        return name -> Resources.text(folder + "/" + name);
    }

    private static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("No media type is known for " + name);
        }
        return type;
    }

    /** What names the content of all files. */
    String release() {
        return release;
    }

    /** The file that a page names. */
    Answer entry(Call call) {
        if (!files.containsKey(ENTRY)) {
            throw unknown();
        }
        return entry.answer(call.request(), ASK_AGAIN);
    }

    /** What a developer's tools ask for. */
    static Asset types(String folder) {
        return Asset.of(
                "text/plain;charset=UTF-8", source(folder).apply(DECLARATIONS).getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a file that may be another one tomorrow. */
    static Answer fresh(Asset asset, Call call) {
        return asset.answer(call.request(), ASK_AGAIN);
    }

    /** A file behind it. A page that is older than this release gets no file of another one. */
    Answer file(Call call) {
        Asset file = files.get(call.variable(1));
        if (file == null || !call.variable(0).equals(release)) {
            throw unknown();
        }
        return file.answer(call.request(), FOR_EVER);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemKind.NO_SUCH_PATH, "There is no such file.");
    }
}
