package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.ResourceKind;
import java.util.List;

/**
 * One row of the table of resources: the names that its operations have in the API.
 *
 * @param noun what follows Create, Get, Update and Delete in the names of operations
 * @param arnMember the member that names one of them by its ARN
 * @param documentMember the member of Get's answer
 * @param listMember the member of the list's answer
 * @param summaryMembers the members of the document that a list shows
 * @param filters the members of the document by which a list can be filtered
 */
record ResourceType(
        ResourceKind kind,
        String noun,
        String arnMember,
        String documentMember,
        String listMember,
        List<String> summaryMembers,
        List<String> filters) {

    ResourceType {
        requireNonNull(kind, "kind");
        requireNonNull(noun, "noun");
        requireNonNull(arnMember, "arnMember");
        requireNonNull(documentMember, "documentMember");
        requireNonNull(listMember, "listMember");
        summaryMembers = List.copyOf(summaryMembers);
        filters = List.copyOf(filters);
    }
}
