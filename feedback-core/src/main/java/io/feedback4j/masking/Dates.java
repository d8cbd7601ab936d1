package io.feedback4j.masking;

/** Finds dates and addresses of machines among groups of digits, so that nothing of them is taken for a phone number. */
final class Dates {
    private static final int DATE = 3;
    private static final int ADDRESS = 4;

    private Dates() {}

    /** For each group of the run whether it belongs to a date or to an IPv4 address. */
    static boolean[] in(DigitRun run) {
        boolean[] dated = new boolean[run.size()];
        for (int i = 0; i + DATE <= run.size(); i++) {
            if (isDate(run, i)) {
                mark(dated, i, DATE);
            }
            if (isAddress(run, i)) {
                mark(dated, i, ADDRESS);
            }
        }
        return dated;
    }

    private static void mark(boolean[] dated, int from, int count) {
        for (int i = from; i < from + count; i++) {
            dated[i] = true;
        }
    }

    private static boolean isDate(DigitRun run, int from) {
        String sign = run.behind(from);
        if (!sign.equals(run.behind(from + 1)) || !isBetweenDates(sign)) {
            return false;
        }
        DigitGroup first = run.group(from);
        DigitGroup second = run.group(from + 1);
        DigitGroup third = run.group(from + 2);
        if (isYear(first)) {
            return isUpTo(second, 12) && isUpTo(third, 31);
        }
        boolean dayAndMonth = isUpTo(first, 31) && isUpTo(second, 12) || isUpTo(first, 12) && isUpTo(second, 31);
        boolean apart = !run.before(from).equals(sign) && !run.behind(from + 2).equals(sign);
        return dayAndMonth && (isYear(third) || third.size() == 2 && apart && !sign.equals(" "));
    }

    private static boolean isBetweenDates(String sign) {
        return sign.equals(".") || sign.equals("-") || sign.equals("/") || sign.equals(" ") || sign.equals(". ");
    }

    private static boolean isYear(DigitGroup group) {
        return group.size() == 4
                && (group.digits().startsWith("19") || group.digits().startsWith("20"));
    }

    private static boolean isUpTo(DigitGroup group, int most) {
        if (group.size() > 2) {
            return false;
        }
        int value = Integer.parseInt(group.digits());
        return value >= 1 && value <= most;
    }

    private static boolean isAddress(DigitRun run, int from) {
        if (from + ADDRESS > run.size()
                || run.before(from).equals(".")
                || run.behind(from + ADDRESS - 1).equals(".")) {
            return false;
        }
        for (int i = from; i < from + ADDRESS; i++) {
            boolean dotted = i == from + ADDRESS - 1 || run.behind(i).equals(".");
            if (!dotted
                    || run.group(i).size() > 3
                    || Integer.parseInt(run.group(i).digits()) > 255) {
                return false;
            }
        }
        return true;
    }
}
