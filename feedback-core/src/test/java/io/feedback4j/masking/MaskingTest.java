package io.feedback4j.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Masked;
import io.feedback4j.model.Opinion;
import io.feedback4j.testing.HostileTexts;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of persons in these tests are those that standards keep free for examples, or have too few owners to ring. */
class MaskingTest {
    private static final Masking ALL = new Masking(EnumSet.allOf(MaskKind.class));

    private static String masked(String text) {
        return ALL.apply(text).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail jane.doe@example.com please | mail [email] please",
                "Jane <jane@example.co.uk>, Joe <joe@example.org>. | Jane <[email]>, Joe <[email]>.",
                "o'brien+test_1%x@mail.example-host.museum! | [email]!",
                "mailto:jane@example.com?subject=x | mailto:[email]?subject=x",
                "(jane@example.com) \"joe@example.com\" | ([email]) \"[email]\"",
                "user=jane@example.com; | user=[email];",
                "jane@example.com. Danke | [email]. Danke",
                "jane@example.com.2 times | [email].2 times",
                "jane@example.com2 and 3 | [email]2 and 3",
                "jane@mail2.example4.com | [email]",
                "jane@EXAMPLE.COM'a yazın | [email]'a yazın",
                "schreib an jürgen@müller-straße.example | schreib an [email]",
                "écrivez à hélène.dupont@exemple.fr, merci | écrivez à [email], merci",
                "пишите на иван.петров@пример.рф завтра | пишите на [email] завтра",
                "راسلني على أحمد@مثال.شبكة غدا | راسلني على [email] غدا",
                "संपर्क@उदाहरण.भारत | [email]",
                "请联系zhang.san@example.cn谢谢 | 请联系[email]谢谢",
                "用户@例子.广告 | [email]",
                "メールはtaro@example.jpまで | メールは[email]まで",
                "이메일은 hong@example.kr입니다 | 이메일은 [email]입니다",
                "jane＠example．com | [email]",
                "jane@xn--bcher-kva.example | [email]",
                "jane@host.xn--p1ai | [email]",
                "a@b@example.com | a@[email]",
                "jane@example.com@joe@example.org | [email]@[email]",
                "0301234567@example.com | [email]",
            })
    void masksAddresses(String text, String expected) {
        assertThat(masked(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "@@@",
                "a@",
                "@example.com",
                "jane@localhost",
                "jane@example",
                "jane@example.c",
                "jane@10.0.0.1",
                "see @jane and @joe.b",
                "5 @ 3.50",
                "the price @ noon",
                "a @ example.com",
                "git@v1.2",
                "@Override and @Nullable",
                "...@...",
                "jane at example dot com"
            })
    void leavesWhatIsNoAddress(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ruf +49 30 1234567 an | ruf [phone] an",
                "+49 (0)30 / 1234-567 | [phone]",
                "+4917612345678 | [phone]",
                "(+49 30) 1234567 | [phone]",
                "+1 (415) 555-2671 | [phone]",
                "+1.415.555.2671 | [phone]",
                "+44 20 7946 0958, or +44 20 7946 0959 | [phone], or [phone]",
                "0049 30 1234567 | [phone]",
                "00491761234567 | [phone]",
                "+33 1 23 45 67 89 | [phone]",
                "appelle le 06 12 34 56 78 demain | appelle le [phone] demain",
                "06.12.34.56.78 | [phone]",
                "0612345678 | [phone]",
                "030/1234567 | [phone]",
                "(030) 123 45 67 | [phone]",
                "Tel.: 030 - 1234567 | Tel.: [phone]",
                "0171-1234567 oder 0172-7654321 | [phone] oder [phone]",
                "0171 1234567 / 0172 7654321 | [phone] / [phone]",
                "020 7946 0958 | [phone]",
                "03-1234-5678 | [phone]",
                "携帯は090-1234-5678です | 携帯は[phone]です",
                "(415) 555-2671 | [phone]",
                "415-555-2671 | [phone]",
                "1-800-555-0199 | [phone]",
                "8 (912) 345-67-89 | [phone]",
                "8 912 345-67-89 | [phone]",
                "телефон 89123456789 | телефон [phone]",
                "98765 43210 | [phone]",
                "138 0013 8000 | [phone]",
                "我的手机是13800138000谢谢 | 我的手机是[phone]谢谢",
                "电话：01012345678。 | 电话：[phone]。",
                "(11) 91234-5678 | [phone]",
                "11 91234-5678 | [phone]",
                "llámame al 612 34 56 78 | llámame al [phone]",
                "móvil: 612345678 | móvil: [phone]",
                "tlf 12345678 | tlf [phone]",
                "Handy 4711 0815 | Handy [phone]",
                "هاتفي ٠٥٠ ١٢٣ ٤٥٦٧ شكرا | هاتفي [phone] شكرا",
                "٠٠٩٦٦ ٥٠ ١٢٣ ٤٥٦٧ | [phone]",
                "+٩٦٦٥٠١٢٣٤٥٦٧ | [phone]",
                "هاتف: ٥٠١٢٣٤٥ | هاتف: [phone]",
                "تماس ۰۹۱۲۳۴۵۶۷۸۹ | تماس [phone]",
                "فون ०२२ १२३४ ५६७८ | فون [phone]",
                "＋８１ ３ １２３４ ５６７８ | [phone]",
                "0 532 123 45 67 | [phone]",
                "0(532) 123 45 67 | [phone]",
                "0532 123 45 67'yi ara | [phone]'yi ara",
                "5 0171 1234567 | 5 [phone]",
            })
    void masksPhoneNumbers(String text, String expected) {
        assertThat(masked(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01.02.2024",
                "1/2/2024 and 12/31/2024",
                "2024-01-02 03:04",
                "2024-01-02T03:04:05.678Z",
                "01.02.24",
                "am 01.02.2024 10 Uhr 30",
                "01 02 2024 10 30",
                "01.01.2024 - 31.12.2024",
                "١٥/٠٣/٢٠٢٤",
                "20240102030405",
                "10:30 - 12:00",
                "192.168.178.254",
                "010.020.030.040",
                "10.0.0.1:8080",
                "2001:0db8:0000:0042:0000:8a2e:0370:7334",
                "version 17.0.12.1",
                "v0.123456789",
                "1.10.2",
                "0.123456789",
                "3,1415926535",
                "550e8400-e29b-41d4-a716-446655440000",
                "01234567-0123-0123-0123-012345678901",
                "a0b1c2d3-0123-0123-0123-012345678901",
                "order 1234567890",
                "order 112-7654321-1234567",
                "Bestellung #0301234567",
                "ORD-0301234567",
                "INV_0301234567",
                "A0301234567",
                "https://example.com/orders/0301234567/items",
                "?id=0301234567",
                "0301234567.pdf",
                "0301234567abc",
                "978-0-306-40615-7",
                "0-306-40615-2",
                "1700000000",
                "1700000000000",
                "+100",
                "+10 000 000",
                "+1 000 000 000 €",
                "1 234 567 890",
                "10.000.000",
                "100 000 000 Kč",
                "0123456789 €",
                "0123456789%",
                "DE89 3704 0044 0532 0130 00",
                "GB29NWBK60161331926819",
                "10 20 30 40 50",
                "5 stars, 10 of 10",
                "1-2-3-4-5-6-7-8-9-0",
                "356938035643809",
                "№ 0301234567",
                "C++ 20, C++ 17 2024 1234",
                "90210-1234",
                "10115 Berlin",
            })
    void leavesWhatIsNoPhoneNumber(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4111111111111111 | [card]",
                "4111 1111 1111 1111 | [card]",
                "4111-1111-1111-1111 12/26 | [card] 12/26",
                "card:5555555555554444, thanks | card:[card], thanks",
                "2223003122003222 | [card]",
                "3782 822463 10005 | [card]",
                "378282246310005 | [card]",
                "3056 930902 5904 | [card]",
                "6011 1111 1111 1117 | [card]",
                "3530111333300000 | [card]",
                "6212 3456 7890 1232 | [card]",
                "4222222222222 | [card]",
                "6304 0000 0000 0000 | [card]",
                "٤١١١ ١١١١ ١١١١ ١١١١ | [card]",
                "４１１１１１１１１１１１１１１１ | [card]",
                "卡号4111111111111111。 | 卡号[card]。",
                "am 01.02.2024 4111 1111 1111 1111 | am 01.02.2024 [card]",
                "4111 1111 1111 1111 5555 5555 5555 4444 | [card] [card]",
                "4111 1111 1111 1111 0171 1234567 | [card] [phone]",
                "phone 4111 1111 1111 1111 | phone [card]",
            })
    void masksCards(String text, String expected) {
        assertThat(masked(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "4111 1111 1111 1112",
                "0000 0000 0000 0000",
                "411111111111111",
                "41111111111111111111",
                "1234567890123452",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "4111-1111 1111-1111",
                "490154203237518",
                "X4111111111111111",
                "4111111111111111X"
            })
    void leavesWhatIsNoCard(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    /** ISO/IEC 7812-1, annex B: the example 4992739871 6 is in wide use; 7992739871 with 3 is that of the encyclopedias. */
    @Test
    void checksAsLuhnDid() {
        assertThat(Cards.passesLuhn("79927398713")).isTrue();
        for (char check : "012456789".toCharArray()) {
            assertThat(Cards.passesLuhn("7992739871" + check)).isFalse();
        }
    }

    @Test
    void countsByKindAndLeavesEverythingElseAsItWas() {
        Masking.Result result = ALL.apply(
                "\u200Fa@example.com\r\n b@example.com \t4111111111111111 👍 +4930123456 \uD83D\uDC4D\u0000end");

        assertThat(result.text()).isEqualTo("\u200F[email]\r\n [email] \t[card] 👍 [phone] \uD83D\uDC4D\u0000end");
        assertThat(result.masked()).isEqualTo(new Masked(2, 1, 1));
    }

    @Test
    void masksOnlyWhatItIsToldToAndTakesNothingElseForIt() {
        String text = "a@example.com 0301234567@example.com 4111 1111 1111 1111 030 1234567";

        assertThat(new Masking(Set.of(MaskKind.EMAIL)).apply(text).text())
                .isEqualTo("[email] [email] 4111 1111 1111 1111 030 1234567");
        assertThat(new Masking(Set.of(MaskKind.PHONE)).apply(text).text())
                .isEqualTo("a@example.com 0301234567@example.com 4111 1111 1111 1111 [phone]");
        assertThat(new Masking(Set.of(MaskKind.CARD)).apply(text).text())
                .isEqualTo("a@example.com 0301234567@example.com [card] 030 1234567");
        assertThat(Masking.NONE.apply(text)).isEqualTo(new Masking.Result(text, Masked.NONE));
    }

    @Test
    void keepsAnOpinionThatIsFullOfAddresses() {
        Opinion full = new Opinion(0.0, "a@b.cd ".repeat(571), List.of("wrong"));

        Opinion masked = ALL.apply(full);

        assertThat(masked.text()).isEqualTo("[email] ".repeat(571));
        assertThat(masked.masked()).isEqualTo(new Masked(571, 0, 0));
        assertThat(masked.reasons()).containsExactly("wrong");
        assertThat(ALL.apply(masked)).isEqualTo(masked);
    }

    @Test
    void masksWhatItHasMaskedNoFurther() {
        Random random = new Random(20_261_123);
        String[] parts = {
            "a@example.com",
            "@",
            ".",
            "030",
            "1234567",
            "+49",
            " ",
            "-",
            "/",
            "(",
            ")",
            "4111",
            "1111",
            "x",
            "٠٥٠",
            "电话",
            "12",
            ".",
            "\n",
            "#",
            "00",
            "[phone]",
            "2024",
            "\u200E"
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String once = masked(text.toString());
            assertThat(masked(once)).as(text.toString()).isEqualTo(once);
        }
    }

    @Test
    void takesEveryHostileText() {
        for (String text : HostileTexts.NAUGHTY) {
            assertThat(masked(text).replaceAll("\\[(email|phone|card)]", "").length())
                    .isLessThanOrEqualTo(text.length());
        }
    }

    /** 25 times as long as a text may be: where the time grew with its square, this would not end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a",
                "a@",
                "a.",
                "a@a.",
                "@a.",
                "-",
                "0 ",
                "1",
                "1 ",
                "1-",
                "+",
                "+4",
                "(",
                "(0",
                ")0",
                "0(0)",
                "1.",
                "4111 ",
                "0\u200E",
                "\u200E",
                "\u200E0 ",
                "a@\u200E",
                "tel ",
                "tel 1",
                "电话1 ",
                "[email]",
                "１",
                "汉@汉。",
                "01.02.2024 ",
                "00 ",
                "\uD83D\uDC4D",
                "\uD83D",
                "xn--",
                "a@a.xn--",
                "a@-."
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesNoLongerForAHostileTextThanForAnother(String part) {
        String hostile = part.repeat(100_000 / part.length());

        assertThat(masked(hostile + " x@example.com").endsWith(" [email]")).isTrue();
        assertThat(masked("x" + hostile).isEmpty()).isFalse();
    }
}
