package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.OrganizationAccount;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** Which accounts a rule is for: those that meet every condition that it has. */
record RuleMatch(
        Optional<UnitPattern> unit,
        Optional<TagCondition> tag,
        Optional<Wildcard> name,
        Optional<SortedSet<AccountId>> accountIds) {
    static final String UNIT = "unit";
    static final String TAG = "tag";
    static final String NAME = "name";
    static final String ACCOUNT_IDS = "accountIds";

    private static final SortedSet<String> CONDITIONS = Sorted.copyOf(List.of(UNIT, TAG, NAME, ACCOUNT_IDS));

    /**
     * A tag that an account must have.
     *
     * @param value empty: any
     */
    record TagCondition(String key, Optional<Wildcard> value) {
        TagCondition {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        }

        static TagCondition parse(String text) {
            String[] keyAndValue = text.split("=", 2);
            if (keyAndValue[0].isEmpty()) {
                throw new MalformedException("a tag such as env=prod, or a key alone for any value", text);
            }
            return new TagCondition(
                    keyAndValue[0],
                    keyAndValue.length == 1 ? Optional.empty() : Optional.of(new Wildcard(keyAndValue[1])));
        }

        boolean matches(Map<String, String> tags) {
            String found = tags.get(key);
            return found != null && value.map(pattern -> pattern.matches(found)).orElse(true);
        }
    }

    /** @throws MalformedException when there is no condition, an unknown one, or one that cannot be read */
    static RuleMatch parse(SortedMap<String, String> conditions) {
        if (conditions.isEmpty() || !CONDITIONS.containsAll(conditions.keySet())) {
            throw new MalformedException("at least one of " + CONDITIONS + " and nothing else", conditions.toString());
        }
        return new RuleMatch(
                Optional.ofNullable(conditions.get(UNIT)).map(UnitPattern::parse),
                Optional.ofNullable(conditions.get(TAG)).map(TagCondition::parse),
                Optional.ofNullable(conditions.get(NAME)).map(RuleMatch::name),
                Optional.ofNullable(conditions.get(ACCOUNT_IDS)).map(RuleMatch::accounts));
    }

    private static Wildcard name(String text) {
        if (text.isEmpty()) {
            throw new MalformedException("a name, * stands for any characters", text);
        }
        return new Wildcard(text);
    }

    private static SortedSet<AccountId> accounts(String text) {
        return Sorted.copyOf(
                Arrays.stream(text.trim().split("[\\s,]+")).map(AccountId::new).toList());
    }

    boolean matches(OrganizationAccount account, Map<String, String> tags) {
        return unit.map(pattern -> pattern.matches(account.path())).orElse(true)
                && tag.map(condition -> condition.matches(tags)).orElse(true)
                && name.map(pattern -> pattern.matches(account.name())).orElse(true)
                && accountIds.map(ids -> ids.contains(account.id())).orElse(true);
    }
}
