package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The registry's mark of its last import. An import writes one row at a time; while the mark stands, the registry is partly as
 * before and partly as after it, and no sync may follow it.
 *
 * @param version one more with each change of the mark; 0: there was no import yet
 * @param id names the import in the audit trail
 * @param standing whether rows may still be missing
 * @param startedAt when the import began; a resumed import keeps it
 * @param until when the run that writes is certainly over: no run lives longer
 * @param losing the accounts whose losses were allowed when the import began, or by a run that resumed it, each with the digest
 *     of its change
 * @param approval the digest that a person approved for it
 * @param tagsReadAt when the tags of all accounts were last read; empty: never
 * @param tagKeys the keys that rules asked for then
 */
public record ImportMark(
        long version,
        String id,
        boolean standing,
        Instant startedAt,
        Instant until,
        SortedMap<AccountId, Digest> losing,
        Optional<Digest> approval,
        Optional<Instant> tagsReadAt,
        SortedSet<String> tagKeys) {
    public static final ImportMark NONE = new ImportMark(
            0,
            "",
            false,
            Instant.EPOCH,
            Instant.EPOCH,
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty(),
            new TreeSet<>());

    public ImportMark {
        requireNonNull(id, "id");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(until, "until");
        losing = Sorted.copyOf(losing);
        requireNonNull(approval, "approval");
        requireNonNull(tagsReadAt, "tagsReadAt");
        tagKeys = Sorted.copyOf(tagKeys);
    }

    /** The mark of an import that begins now, or of a dead one that is resumed. */
    public ImportMark standing(
            String newId,
            Instant now,
            Instant runUntil,
            SortedMap<AccountId, Digest> losses,
            Optional<Digest> approved) {
        SortedMap<AccountId, Digest> allowed = new TreeMap<>(losing);
        allowed.putAll(losses);
        return new ImportMark(
                version + 1,
                standing ? id : newId,
                true,
                standing ? startedAt : now,
                runUntil,
                allowed,
                standing ? approved.or(() -> approval) : approved,
                tagsReadAt,
                tagKeys);
    }

    /** All rows are written. */
    public ImportMark ended() {
        return new ImportMark(
                version + 1, id, false, startedAt, until, new TreeMap<>(), Optional.empty(), tagsReadAt, tagKeys);
    }

    /** The run that writes stops here. Another one may go on at once. */
    public ImportMark released(Instant now) {
        return new ImportMark(version + 1, id, standing, startedAt, now, losing, approval, tagsReadAt, tagKeys);
    }

    /** The same mark with the time at which all tags were read. */
    public ImportMark withTags(Instant readAt, SortedSet<String> keys) {
        return new ImportMark(version, id, standing, startedAt, until, losing, approval, Optional.of(readAt), keys);
    }

    /** The mark as one more change of the same import. */
    public ImportMark next() {
        return new ImportMark(version + 1, id, standing, startedAt, until, losing, approval, tagsReadAt, tagKeys);
    }

    /** Whether another run may still write rows. */
    public boolean isWriting(Instant now) {
        return standing && now.isBefore(until);
    }
}
