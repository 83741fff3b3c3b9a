package emulators.organizations.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.Base64;
import java.util.List;

/**
 * Divides lists into pages. A token has the place of the last entry and what was listed, so that it is not valid for another list
 * and later changes do not shift the pages.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html">ListAccounts, about
 *     NextToken</a>
 */
final class OrganizationPage {

    private static final int DEFAULT_ENTRIES = 20;

    private OrganizationPage() {}

    record Entry(long order, ObjectNode document) {}

    /**
     * @param member the answer's member with the entries
     * @param subject what is listed: the parent or the resource
     * @param entries all of them, by order
     */
    static ObjectNode of(String member, String subject, List<Entry> entries, ObjectNode request, int maxEntries) {
        String list = member + " " + subject;
        long after =
                Json.text(request, "NextToken").map(token -> after(list, token)).orElse(0L);
        int size = Math.min(request.path("MaxResults").asInt(DEFAULT_ENTRIES), maxEntries);
        List<Entry> left =
                entries.stream().filter(entry -> entry.order() > after).toList();
        ObjectNode answer = Json.object();
        ArrayNode page = answer.putArray(member);
        left.stream().limit(size).forEach(entry -> page.add(entry.document()));
        if (left.size() > size) {
            answer.put(
                    "NextToken",
                    token(list, size == 0 ? after : left.get(size - 1).order()));
        }
        return answer;
    }

    private static String token(String list, long after) {
        return Base64.getUrlEncoder().encodeToString((list + " " + after).getBytes(UTF_8));
    }

    private static long after(String list, String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), UTF_8);
            if (text.startsWith(list + " ")) {
                return Long.parseLong(text.substring(list.length() + 1));
            }
        } catch (IllegalArgumentException e) {
            throw invalidToken();
        }
        throw invalidToken();
    }

    private static ServiceException invalidToken() {
        return OrganizationsErrors.withReason(
                OrganizationsErrors.INVALID_INPUT, "INVALID_NEXT_TOKEN", "You specified an invalid NextToken.");
    }
}
