package imagefanout.model.image;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a state's reason which copy failed and why. AWS does not specify these texts: this class reads Image Builder's
 * present messages, and finds no copy in other texts.
 */
final class FailureText {
    /** {@code … 1) first sentence 2) second sentence}: each number follows a space or the start. */
    private static final Pattern NUMBER = Pattern.compile("(?:^|\\s)[0-9]{1,4}\\) ");

    private static final Pattern COPY = Pattern.compile(
            "destination account \\(ID: ([0-9]{12})\\) in Region ([a-z]{2,6}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2})");

    private FailureText() {}

    /** The sentence about each copy that the text mentions. */
    static Map<Copy, String> reasons(String text) {
        Map<Copy, String> reasons = new TreeMap<>();
        for (String sentence : NUMBER.split(text)) {
            Matcher named = COPY.matcher(sentence);
            while (named.find()) {
                Copy copy = new Copy(new Region(named.group(2)), new AccountId(named.group(1)));
                reasons.putIfAbsent(copy, sentence.strip());
            }
        }
        return reasons;
    }
}
