package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.ResourceKind;
import java.util.List;

/**
 * One row of the table of resources: the names in the API for one kind of resource.
 *
 * @param noun the noun after Create, Get, Update, and Delete in operation names
 * @param arnMember the member for the resource's ARN
 * @param documentMember the member for the resource in the answer of Get
 * @param listMember the member for the list in the answer of List
 * @param summaryMembers the members of the document in a list entry
 * @param filters the members of the document that a list can be filtered by
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
