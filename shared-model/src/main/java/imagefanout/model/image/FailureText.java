package imagefanout.model.image;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a state's reason which copy failed and why. AWS does not specify these texts: this class reads Image Builder's
 * present messages, and finds no copy in other texts.
 */
final class FailureText {
    private static final Pattern COPY = Pattern.compile(
            "destination account \\(ID: ([0-9]{12})\\) in Region ([a-z]{2,6}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2})");

    private static final Pattern ENDS_WITH_COPY = Pattern.compile(COPY + "[.!'\")\\]]*$");
    private static final Pattern ENDS_WITH_PUNCTUATION = Pattern.compile("(^|[.!?'\")\\]])$");

    /** Perhaps the start of a sentence: {@code … 1) first sentence 2) second sentence}. */
    private static final Pattern NUMBER = Pattern.compile("(?:^|\\s)([0-9]{1,4})\\)(?=\\s)");

    private FailureText() {}

    /** The sentences about each copy that the text mentions. */
    static Map<Copy, String> reasons(String text) {
        Map<Copy, String> reasons = new TreeMap<>();
        for (String sentence : sentences(text)) {
            COPY.matcher(sentence)
                    .results()
                    .map(FailureText::copy)
                    .distinct()
                    .forEach(copy -> reasons.merge(copy, sentence, (one, other) -> one + " " + other));
        }
        return reasons;
    }

    private static Copy copy(MatchResult named) {
        return new Copy(new Region(named.group(2)), new AccountId(named.group(1)));
    }

    /** What precedes the first number, and what follows each. */
    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        int next = 1;
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            String before = text.substring(start, number.start()).strip();
            int found = Integer.parseInt(number.group(1));
            if (ENDS_WITH_COPY.matcher(before).find() || found == next && isSentence(before, next == 1)) {
                sentences.add(before);
                start = number.end();
                next = found + 1;
            }
        }
        sentences.add(text.substring(start).strip());
        return sentences;
    }

    /** A number within brackets or quotes, or within a sentence as in "attempt 2) of 3", starts no sentence. */
    private static boolean isSentence(String text, boolean isFirst) {
        boolean ends = ENDS_WITH_PUNCTUATION.matcher(text).find() || isFirst && text.endsWith(":");
        // The whole list may be within quotes, so a quote that is open before the first number says nothing.
        return ends && !hasOpenBracket(text) && (isFirst || !hasOpenQuote(text));
    }

    private static boolean hasOpenBracket(String text) {
        int open = 0;
        for (char c : text.toCharArray()) {
            open = Math.max(0, open + ("([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0));
        }
        return open > 0;
    }

    /** A quote opens after a space and closes before one. Others are apostrophes. */
    private static boolean hasOpenQuote(String text) {
        Deque<Character> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                boolean afterWord = i > 0 && " ([{:=".indexOf(text.charAt(i - 1)) < 0;
                boolean beforeWord = i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
                if (!afterWord) {
                    open.push(c);
                } else if (!beforeWord && !open.isEmpty() && open.peek() == c) {
                    open.pop();
                }
            }
        }
        return !open.isEmpty();
    }
}
