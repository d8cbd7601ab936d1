package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinedScriptTest {

    @Test
    void putsWhatIsImportedBeforeWhatImportsItAndOnlyOnce() {
        Map<String, String> sources = Map.of(
                "page.js", "import { a } from './a.js'\nimport { b } from './b.js'\na(b)\n",
                "a.js", "import { b } from './b.js'\nexport const a = (x) => b + x\n",
                "b.js", "export const b = 1\n");

        assertThat(JoinedScript.of("page.js", sources::get)).isEqualTo("const b = 1\nconst a = (x) => b + x\na(b)\n");
    }

    @Test
    void keepsOnlyTheExportsOfTheFileThatIsAskedFor() {
        Map<String, String> sources = Map.of(
                "page.js", "import { A } from './a.js'\n\nexport { give as vote } from './b.js'\nexport { A }\n",
                "a.js", "export class A {}\n",
                "b.js", "export async function give() {}\nexport function other() {}\n");

        assertThat(JoinedScript.of("page.js", sources::get))
                .isEqualTo("class A {}\nasync function give() {}\nfunction other() {}\n"
                        + "export { give as vote }\nexport { A }\n");
    }

    @Test
    void leavesDynamicImportsToTheBrowser() {
        Map<String, String> sources = Map.of("page.js", "const later = () => import('./a.js')\n");

        assertThat(JoinedScript.of("page.js", sources::get)).isEqualTo("const later = () => import('./a.js')\n");
    }

    @Test
    void dropsCommentsIndentationAndCastsButNoCode() {
        String source = """
                // @ts-check
                /**
                 * A /regular/ * comment.
                 */
                function f(x) {
                  /** @type {any} */
                  const url = 'http://host/*' // stays: it stands behind code

                  return /** @type {any} */ (x).y
                }
                """;

        assertThat(JoinedScript.trimmed(source)).isEqualTo("""
                        function f(x) {
                        const url = 'http://host/*' // stays: it stands behind code
                        return (x).y
                        }
                        """);
    }

    @Test
    void trimsStyleSheetsAlike() {
        assertThat(JoinedScript.trimmed("/*\n * Why.\n */\n.a {\n  color: red;\n}\n"))
                .isEqualTo(".a {\ncolor: red;\n}\n");
    }
}
