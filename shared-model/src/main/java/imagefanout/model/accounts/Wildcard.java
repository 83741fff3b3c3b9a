package imagefanout.model.accounts;

import java.util.regex.Pattern;

/** A pattern for one name. {@code *} stands for any characters, also for none; everything else stands for itself. */
record Wildcard(String pattern) {
    boolean matches(String text) {
        String form = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(form, Pattern.DOTALL).matcher(text).matches();
    }
}
