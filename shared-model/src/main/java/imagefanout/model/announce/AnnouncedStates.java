package imagefanout.model.announce;

import imagefanout.model.StorageException;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What was announced last, by subject and part.
 *
 * <p>Every method throws {@link StorageException} when the states could not be read or written.
 */
public interface AnnouncedStates {
    /** The parts of a subject, read consistently. */
    SortedMap<String, AnnouncedState> read(String subject);

    /** One part of a subject, read consistently. */
    default Optional<AnnouncedState> read(String subject, String part) {
        return Optional.ofNullable(read(subject).get(part));
    }

    /**
     * Replaces a part, with the next sequence number, if nobody has replaced it since it was read.
     *
     * @param read the part as it was read; empty: there was none
     * @return the new sequence number; empty: somebody was faster, and nothing was written
     */
    Optional<Long> replace(String subject, String part, Optional<AnnouncedState> read, String content);

    /** Remembers that everything up to this sequence number is published. Never lowers the number. */
    void published(String subject, String part, long sequence);
}
