import com.google.javascript.jscomp.BlackHoleErrorManager;
import com.google.javascript.jscomp.CompilationLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.ChunkOutputType;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.Result;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.jscomp.WarningLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes of the element's sources what a page loads: each script of {@code assets.list} joined with what it imports, a
 * style sheet it imports as a string in it, and all of that minified. What a script imports dynamically stays a file of
 * its own. The build runs it as it stands here; nothing of it and of the minifier is in the jar.
 *
 * <p>It understands the habits of our own sources and no more: an import is one line that renames nothing, a style sheet
 * is imported as a CSS module, and no two joined files declare the same name at their top level. The minifier does not
 * know private members, so they have other names while it looks.
 */
final class FrontEnd {
    private static final Pattern IMPORT = Pattern.compile("(?m)^(import|export) (\\{.*}) from '\\./([\\w-]+\\.js)'\n");
    private static final Pattern STYLE =
            Pattern.compile("(?m)^import (\\w+) from '\\./([\\w-]+\\.css)' with \\{ type: 'css' }\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(async function|function|const|let|class) )");
    private static final Pattern NAMED_EXPORT = Pattern.compile("(?m)^export \\{(.*)}$");
    private static final Pattern OWN_EXPORT =
            Pattern.compile("(?m)^export (?:async function|function|const|let|class) (\\w+)");
    private static final Pattern PRIVATE = Pattern.compile("(?<![\\w'\"`&/])#([a-zA-Z]\\w*)");
    private static final String EXPORTS = "EX_";
    private static final String DYNAMIC_IMPORT = "iMPORT_";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Path sources;
    private final Set<String> seen = new LinkedHashSet<>();
    private final Set<String> exported = new LinkedHashSet<>();
    private final Map<String, String> privates = new LinkedHashMap<>();
    private final StringBuilder joined = new StringBuilder();

    private FrontEnd(Path sources) {
        this.sources = sources;
    }

    /** The folder of the sources, and the one that gets what is served. */
    public static void main(String... folders) throws IOException {
        Path sources = Path.of(folders[0]);
        Path served = Files.createDirectories(Path.of(folders[1]));
        List<String> names = Files.readAllLines(sources.resolve("assets.list"));
        if (isDone(sources, served, names)) {
            return;
        }
        for (String name : names) {
            if (name.endsWith(".js")) {
                String script = new FrontEnd(sources).script(name);
                Files.writeString(served.resolve(name), script);
            } else {
                Files.copy(sources.resolve(name), served.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isDone(Path sources, Path served, List<String> names) throws IOException {
        long newest = 0;
        try (Stream<Path> all = Stream.concat(Files.list(sources), Stream.of(Path.of("src/build/java/FrontEnd.java")))) {
            for (Path source : all.toList()) {
                newest = Math.max(newest, Files.exists(source) ? Files.getLastModifiedTime(source).toMillis() : 0);
            }
        }
        for (String name : names) {
            Path file = served.resolve(name);
            if (!Files.exists(file) || Files.getLastModifiedTime(file).toMillis() < newest) {
                return false;
            }
        }
        return true;
    }

    private String script(String name) throws IOException {
        add(name, true);
        String exports = exported.stream()
                .map(each -> each.contains(" as ") ? each.replaceAll("(\\w+) as (\\w+)", "$2:$1") : each + ":" + each)
                .collect(Collectors.joining(",", EXPORTS + "({", "})\n"));
        String code = joined.toString().replaceAll("\\bimport\\((?=['`])", DYNAMIC_IMPORT + "(");
        return served(minified(name, code + exports + exports)); // what is named twice keeps a name of its own
    }

    private void add(String file, boolean entry) throws IOException {
        if (!seen.add(file)) {
            return;
        }
        String code = inlined(withoutPrivates(Files.readString(sources.resolve(file))));
        StringBuilder own = new StringBuilder();
        Matcher imports = IMPORT.matcher(code);
        while (imports.find()) {
            add(imports.group(3), false);
            if (entry && imports.group(1).equals("export")) {
                export(imports.group(2));
            }
            imports.appendReplacement(own, "");
        }
        imports.appendTail(own);
        if (entry) {
            OWN_EXPORT.matcher(own).results().map(found -> found.group(1)).forEach(exported::add);
            NAMED_EXPORT.matcher(own).results().map(found -> found.group(1)).forEach(this::export);
        }
        String rest = NAMED_EXPORT.matcher(own).replaceAll("");
        joined.append(EXPORT.matcher(rest).replaceAll("")).append('\n');
    }

    private void export(String names) {
        for (String name : names.replaceAll("[{}]", "").split(",")) {
            exported.add(name.strip());
        }
    }

    private String inlined(String code) throws IOException {
        StringBuilder own = new StringBuilder();
        Matcher styles = STYLE.matcher(code);
        while (styles.find()) {
            String css = css(Files.readString(sources.resolve(styles.group(2))));
            styles.appendReplacement(
                    own,
                    Matcher.quoteReplacement("const " + styles.group(1) + " = new CSSStyleSheet()\n" + styles.group(1)
                            + ".replaceSync(\"" + css.replace("\\", "\\\\").replace("\"", "\\\"") + "\")\n"));
        }
        return styles.appendTail(own).toString();
    }

    /** Without comments, and with no more white space than a style sheet needs. */
    private static String css(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([{};,>]) ?", "$1")
                .replaceAll("(?<=[a-z-]): (?=[^{}]*[;})])", ":")
                .replaceAll("(?<=[ :(,])0(?=\\.\\d)", "")
                .replace(" !important", "!important")
                .replace("@media (", "@media(")
                .replace(";}", "}")
                .strip();
    }

    private String withoutPrivates(String code) {
        return PRIVATE.matcher(code).replaceAll(found -> {
            String name = privates.computeIfAbsent(found.group(1), any -> "p__" + letters(privates.size()) + "__");
            return Matcher.quoteReplacement(name);
        });
    }

    private static String letters(int number) {
        String last = String.valueOf(LETTERS.charAt(number % LETTERS.length()));
        return number < LETTERS.length() ? last : letters(number / LETTERS.length() - 1) + last;
    }

    private static String minified(String name, String code) {
        Compiler compiler = new Compiler(new BlackHoleErrorManager());
        CompilerOptions options = new CompilerOptions();
        CompilationLevel.SIMPLE_OPTIMIZATIONS.setOptionsForCompilationLevel(options);
        CompilationLevel.SIMPLE_OPTIMIZATIONS.setWrappedOutputOptimizations(options);
        WarningLevel.QUIET.setOptionsForWarningLevel(options);
        options.setLanguageIn(LanguageMode.UNSTABLE);
        options.setLanguageOut(LanguageMode.NO_TRANSPILE);
        options.setChunkOutputType(ChunkOutputType.ES_MODULES);
        options.setAssumeForwardDeclaredForMissingTypes(true);
        options.setOutputCharset(java.nio.charset.StandardCharsets.UTF_8);
        options.setEmitUseStrict(false);
        options.setLineLengthThreshold(Integer.MAX_VALUE);
        Result result = compiler.compile(
                List.of(), List.of(SourceFile.fromCode(name, code + "\nexport {}\n")), options);
        if (!result.success) {
            throw new IllegalStateException("Not to be minified: " + name + ": " + result.errors);
        }
        return compiler.toSource();
    }

    private static String served(String code) {
        Matcher exports = Pattern.compile(",?\\b" + EXPORTS + "\\(\\{(.*?)}\\)").matcher(code);
        if (!exports.find()) {
            throw new IllegalStateException("Nothing is exported");
        }
        String names = Stream.of(exports.group(1).split(","))
                .map(pair -> pair.replaceAll("(\\w+):([\\w$]+)", "$2 as $1"))
                .collect(Collectors.joining(",", "export{", "}"));
        return exports.replaceAll("")
                        .replaceAll("\\bexport ?\\{};?", "")
                        .replaceAll("\\bp__(\\w+?)__", "#$1")
                        .replace("\\x3d", "=")
                        .replace(DYNAMIC_IMPORT, "import")
                        .replaceAll(";+$", ";")
                + names;
    }
}
