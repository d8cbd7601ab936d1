package io.feedback4j.masking;

import java.util.Locale;
import java.util.Set;

/** Words behind which a phone number is expected. */
final class Announcements {
    private static final int LONGEST = 14;
    private static final int MAX_SIGNS = 4;

    private static final Set<String> WORDS = Set.of(
            "tel",
            "tlf",
            "tfn",
            "telefon",
            "telefono",
            "teléfono",
            "telefone",
            "téléphone",
            "telephone",
            "telefoon",
            "telefonnummer",
            "puhelin",
            "phone",
            "mobile",
            "mobil",
            "móvil",
            "celular",
            "cell",
            "handy",
            "handynummer",
            "portable",
            "cellulare",
            "gsm",
            "fax",
            "whatsapp",
            "rufnummer",
            "телефон",
            "тел",
            "факс",
            "моб",
            "τηλ",
            "τηλέφωνο",
            "هاتف",
            "جوال",
            "تلفون",
            "موبايل",
            "واتساب",
            "הטלפון",
            "טלפון",
            "נייד",
            "फोन",
            "मोबाइल");

    /** Looked for in what stands directly before, because no space parts words there. */
    private static final Set<String> UNSPACED =
            Set.of("电话", "手机", "電話", "携帯", "手機", "전화", "휴대폰", "연락처", "โทร", "เบอร์");

    private Announcements() {}

    /** Whether a word for a phone stands directly before this index. */
    static boolean before(String text, int index) {
        int end = index;
        int signs = 0;
        while (end > 0 && signs < MAX_SIGNS && isSign(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
            signs++;
        }
        int start = end;
        while (start > 0 && end - start < LONGEST && isLetter(text.codePointBefore(start))) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        String word = text.substring(start, end);
        return WORDS.contains(word.toLowerCase(Locale.ROOT))
                || UNSPACED.stream().anyMatch(word::contains);
    }

    private static boolean isSign(int c) {
        return c == ':' || c == '\uFF1A' || c == '=' || Signs.between(c) != Signs.NONE || Signs.isPlus(c);
    }

    private static boolean isLetter(int c) {
        return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
