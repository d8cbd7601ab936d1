package io.feedback4j.demo.chat;

import java.util.List;
import java.util.Locale;

/**
 * The help desk of a shop that does not exist. It knows a handful of topics by their words, and has two poor answers on
 * purpose, so that there is something to vote down.
 *
 * <p>Needs no network. Thread-safe.
 */
public final class Assistant {
    /** What it says when it does not know; one of the poor answers. */
    private static final String NO_IDEA =
            "I am sorry, I do not have an answer to that. I can help with opening hours, orders, shipping, returns,"
                    + " refunds, passwords, gift cards and invoices.";

    private static final List<Topic> TOPICS = List.of(
            new Topic(
                    List.of("password", "log in", "login", "sign in", "locked out"),
                    "To set a new password, choose “Forgot password?” below the sign-in form and enter your e-mail"
                            + " address. The link we send works once, for 30 minutes. If nothing arrives, look in your"
                            + " spam folder first."),
            new Topic(
                    List.of("refund", "money back"),
                    "We pay back to the card or account you paid with, within 5 working days after your parcel is back"
                            + " with us. You get an e-mail on the day we send the money."),
            new Topic(
                    List.of("return", "send back", "exchange"),
                    "You can return anything unused within 30 days. Open the order in your account, choose “Return”,"
                            + " print the label and hand the parcel in at any post office. It costs you nothing."),
            // poor on purpose: it dodges the question
            new Topic(
                    List.of("cancel", "change my order"),
                    "Orders are processed by our order processing system. For more information about orders, please"
                            + " see the information about orders."),
            new Topic(
                    List.of("ship", "deliver", "track", "parcel", "arrive", "where is my order"),
                    "Orders placed before 2 p.m. leave our warehouse the same day and take 2 to 3 working days. The"
                            + " tracking link is in the e-mail “Your order is on its way”."),
            new Topic(
                    List.of("open", "hours", "close", "when can i call"),
                    "Our shops are open Monday to Saturday from 9 a.m. to 7 p.m. The phone line is open on the same"
                            + " days until 9 p.m. We are closed on Sundays and public holidays."),
            new Topic(
                    List.of("gift card", "voucher", "coupon", "code"),
                    "Enter the code on the page “Payment”, before you confirm the order. Gift cards are valid for three"
                            + " years, and what you do not spend stays on the card."),
            new Topic(
                    List.of("invoice", "receipt", "vat"),
                    "You find the invoice of every order in your account under “Orders”, as a PDF. For a company name"
                            + " or a VAT number on it, add them to your address before you order."),
            new Topic(
                    List.of("human", "agent", "person", "call you", "phone"),
                    "Of course. Call 0800 555 0142, Monday to Saturday from 9 a.m. to 9 p.m., and have your order"
                            + " number ready: then you do not have to explain everything again."),
            new Topic(List.of("thank", "thanks", "great", "bye"), "You are welcome. Is there anything else I can do?"),
            new Topic(
                    List.of("hello", "hi ", "hey", "good morning"),
                    "Hello! What can I do for you? Ask me about an order, a return or your account."));

    private record Topic(List<String> words, String answer) {

        boolean isMeant(String question) {
            return words.stream().anyMatch(question::contains);
        }
    }

    /** What it says to this. */
    public String answer(String question) {
        String lower = question.toLowerCase(Locale.ROOT) + " ";
        return TOPICS.stream()
                .filter(topic -> topic.isMeant(lower))
                .findFirst()
                .map(Topic::answer)
                .orElse(NO_IDEA);
    }
}
