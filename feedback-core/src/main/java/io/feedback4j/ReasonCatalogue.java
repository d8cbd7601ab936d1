package io.feedback4j;

import java.util.List;
import java.util.Map;

/** The reasons that are offered where a host names none of its own. */
public final class ReasonCatalogue {
    private static final List<Reason> STANDARD = List.of(
            reason(
                    "wrong",
                    "Wrong or made up",
                    "Falsch oder erfunden",
                    "Incorrecto o inventado",
                    "Faux ou inventé",
                    "間違い・作り話",
                    "خاطئ أو مختلق"),
            reason(
                    "off-topic",
                    "Does not answer my question",
                    "Beantwortet meine Frage nicht",
                    "No responde a mi pregunta",
                    "Ne répond pas à ma question",
                    "質問に答えていない",
                    "لا يجيب عن سؤالي"),
            reason(
                    "instructions",
                    "Did not do what I asked",
                    "Tut nicht, was ich wollte",
                    "No hizo lo que pedí",
                    "N’a pas fait ce que je demandais",
                    "頼んだことをしていない",
                    "لم ينفّذ ما طلبته"),
            reason(
                    "incomplete",
                    "Incomplete or out of date",
                    "Unvollständig oder veraltet",
                    "Incompleto o desactualizado",
                    "Incomplet ou périmé",
                    "不十分・古い",
                    "ناقص أو قديم"),
            reason(
                    "unclear",
                    "Too long or unclear",
                    "Zu lang oder unklar",
                    "Demasiado largo o confuso",
                    "Trop long ou peu clair",
                    "長すぎる・わかりにくい",
                    "طويل جدًا أو غير واضح"),
            reason(
                    "refused",
                    "Refused without reason",
                    "Ohne Grund abgelehnt",
                    "Se negó sin motivo",
                    "Refus sans raison",
                    "理由なく断られた",
                    "رفض دون سبب"),
            reason(
                    "unsafe",
                    "Unsafe or offensive",
                    "Gefährlich oder verletzend",
                    "Peligroso u ofensivo",
                    "Dangereux ou blessant",
                    "危険・不快",
                    "غير آمن أو مسيء"),
            reason("other", "Something else", "Etwas anderes", "Otra cosa", "Autre chose", "その他", "شيء آخر"));

    private ReasonCatalogue() {}

    /** Eight reasons for a bad answer, with labels in English, German, Spanish, French, Japanese and Arabic. */
    public static List<Reason> standard() {
        return STANDARD;
    }

    private static Reason reason(String id, String en, String de, String es, String fr, String ja, String ar) {
        return new Reason(id, Map.of("en", en, "de", de, "es", es, "fr", fr, "ja", ja, "ar", ar));
    }
}
