package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Digest;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.sync.RegionChange;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three sets of accounts of one Region, for a change or for the drift of a configuration. Each set is stored as
 * concatenated 12-digit account IDs.
 */
final class RegionAccountsItem {
    private static final int DIGITS = 12;
    private static final String CHANGE = "change";
    private static final String BETWEEN_PARTS = "/";
    private static final int PARTS = 7;
    private static final String BETWEEN_PARAMETERS = ",";
    private static final String ADDED = "+";
    private static final String REMOVED = "-";
    private static final String BEFORE_NAME = ":";

    private RegionAccountsItem() {}

    static StoredItem of(StoredKey key, RegionDrift drift) {
        return StoredItem.at(key)
                .text("now", joined(drift.configured()))
                .text("plus", joined(drift.missing()))
                .text("minus", joined(drift.surplus()));
    }

    static StoredItem of(StoredKey key, RegionChange change) {
        return StoredItem.at(key).text(CHANGE, text(change));
    }

    /**
     * A change as one text: the number of target accounts before and after, their digests, and who is added and removed. If SSM
     * parameters change, they follow by name, as in {@code +111111111111222222222222:/golden,-333333333333:/golden}.
     */
    static String text(RegionChange change) {
        String accounts = String.join(
                BETWEEN_PARTS,
                Integer.toString(change.before().count()),
                change.before().digest().hex(),
                Integer.toString(change.after().count()),
                change.after().digest().hex(),
                joined(change.added()),
                joined(change.removed()));
        return change.parameters().isEmpty() ? accounts : accounts + BETWEEN_PARTS + text(change.parameters());
    }

    private static String text(ParameterChange change) {
        return change.byName().entrySet().stream()
                .flatMap(named -> Stream.of(
                        ADDED + joined(named.getValue().addedAccounts()) + BEFORE_NAME + named.getKey(),
                        REMOVED + joined(named.getValue().removedAccounts()) + BEFORE_NAME + named.getKey()))
                .collect(Collectors.joining(BETWEEN_PARAMETERS));
    }

    private static ParameterChange parameters(String text) {
        String[] parts = text.split(BETWEEN_PARAMETERS);
        return new ParameterChange(parameters(ADDED, parts), parameters(REMOVED, parts));
    }

    private static SortedSet<SsmParameter> parameters(String sign, String... parts) {
        SortedSet<SsmParameter> parameters = new TreeSet<>();
        Stream.of(parts).filter(part -> part.startsWith(sign)).forEach(part -> {
            int end = part.indexOf(BEFORE_NAME);
            ParameterName name = new ParameterName(part.substring(end + 1));
            split(part.substring(1, end)).forEach(account -> parameters.add(new SsmParameter(name, account)));
        });
        return parameters;
    }

    static RegionChange change(Region region, String text) {
        String[] parts = text.split(BETWEEN_PARTS, PARTS);
        return new RegionChange(
                region,
                new RegionChange.Targets(Integer.parseInt(parts[0]), new Digest(parts[1])),
                new RegionChange.Targets(Integer.parseInt(parts[2]), new Digest(parts[3])),
                split(parts[4]),
                split(parts[5]),
                parts.length < PARTS ? ParameterChange.NONE : parameters(parts[PARTS - 1]));
    }

    static RegionDrift drift(Region region, StoredItem item) {
        return new RegionDrift(region, split(item.text("now")), split(item.text("plus")), split(item.text("minus")));
    }

    static RegionChange change(Region region, StoredItem item) {
        return item.optional(CHANGE)
                .map(text -> change(region, text))
                // Earlier versions stored all accounts.
                .orElseGet(() -> new RegionChange(
                        region, split(item.text("now")), split(item.text("plus")), split(item.text("minus"))));
    }

    static String joined(SortedSet<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).collect(Collectors.joining());
    }

    static SortedSet<AccountId> split(String joined) {
        SortedSet<AccountId> accounts = new TreeSet<>();
        for (int i = 0; i < joined.length(); i += DIGITS) {
            accounts.add(new AccountId(joined.substring(i, i + DIGITS)));
        }
        return accounts;
    }
}
