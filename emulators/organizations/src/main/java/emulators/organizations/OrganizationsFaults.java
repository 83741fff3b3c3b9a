package emulators.organizations;

import emulators.organizations.operation.OrganizationsErrors;
import emulators.organizations.operation.OrganizationsOperations;
import emulators.wire.fault.FaultKind;
import emulators.wire.fault.Faults;
import emulators.wire.shape.IntegerShape;
import emulators.wire.shape.StringShape;
import emulators.wire.shape.Structure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults of a server: those of every service, PAGE_CUT and MEMBER_ABSENT. */
final class OrganizationsFaults {

    private static final int MAX_PAGE = 20;

    /** A page ends after this number of entries, which may be none. */
    private record ShortPage(int entries) {}

    /** The accounts in answers lack this member. */
    private record AbsentMember(String name) {}

    private final Faults faults;

    OrganizationsFaults(Set<String> operations) {
        this.faults = new Faults(
                operations,
                OrganizationsErrors.REFUSALS,
                List.of(
                        FaultKind.on(
                                "operation",
                                OrganizationsOperations.PAGED,
                                "PAGE_CUT",
                                Structure.empty().requires("items", IntegerShape.between(0, MAX_PAGE)),
                                given -> new ShortPage(given.get("items").intValue())),
                        FaultKind.lasting(
                                "MEMBER_ABSENT",
                                Structure.empty().requires("member", StringShape.oneOf("State", "Status")),
                                given -> new AbsentMember(given.get("member").textValue()))));
    }

    Faults all() {
        return faults;
    }

    /** Returns the number of entries at which the operation's next page ends. Counts the call. */
    int maxEntries(String operation) {
        return OrganizationsOperations.PAGED.contains(operation)
                ? faults.affecting(ShortPage.class, operation).stream()
                        .mapToInt(ShortPage::entries)
                        .min()
                        .orElse(Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }

    Set<String> absentMembers() {
        return faults.active(AbsentMember.class).stream()
                .map(AbsentMember::name)
                .collect(Collectors.toSet());
    }
}
