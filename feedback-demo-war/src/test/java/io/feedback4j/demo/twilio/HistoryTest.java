package io.feedback4j.demo.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {

    private static History history(String json) throws JsonProcessingException {
        return new History(new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'yes'",
                "{'content':'yes'}",
                "{'text':'yes'}",
                "{'body':'yes'}",
                "{'output':'yes'}",
                "{'content':{'of':'no interest'},'text':'yes'}"
            })
    void readsContentInAnyFormThatWasSeen(String content) throws Exception {
        assertThat(History.textOf(history(content).json())).isEqualTo("yes");
    }

    @Test
    void takesTheLatestAnswerWithTheseWordsInWhateverOrderTheyCome() throws Exception {
        History history = history("""
                {'messages':[
                  {'id':'new','role':'assistant','content':'yes','date_created':'2026-11-23T12:00:02Z'},
                  {'id':'user','role':'user','content':'yes','date_created':'2026-11-23T12:00:03Z'},
                  {'id':'tool','role':'tool','content':'yes','date_created':'2026-11-23T12:00:03Z'},
                  {'id':'old','role':'assistant','content':'yes','date_created':'2026-11-23T12:00:00Z'},
                  {'id':'other','role':'assistant','content':'no','date_created':'2026-11-23T12:00:04Z'}]}
                """);

        assertThat(history.idOf(" yes\n", Set.of())).isEqualTo("new");
        assertThat(history.idOf("yes", Set.of("new"))).isEqualTo("old");
        assertThat(history.idOf("never said", Set.of())).isEmpty();
    }

    @Test
    void takesTheOnlyAnswerThatIsNewWhenItsContentCannotBeRead() throws Exception {
        History history = history("""
                [{'id':'old','role':'assistant','content':{}},{'id':'new','role':'assistant','content':{'parts':[1]}}]
                """);

        assertThat(history.idOf("yes", Set.of("old"))).isEqualTo("new");
        assertThat(history.idOf("yes", Set.of())).isEmpty();
    }

    @Test
    void findsNothingInWhatIsNoHistory() throws Exception {
        assertThat(history("{'messages':null}").idOf("yes", Set.of())).isEmpty();
        assertThat(history("'?'").idOf("yes", Set.of())).isEmpty();
    }
}
