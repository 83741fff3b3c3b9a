package imagefanout.model.announce;

import static java.util.Objects.requireNonNull;

/**
 * What was decided last to announce about a part of a subject.
 *
 * @param sequence grows by one with every write
 * @param published the highest sequence number that is known to be published; 0 when none is
 * @param content a text of the writer
 */
public record AnnouncedState(long sequence, long published, String content) {
    public AnnouncedState {
        requireNonNull(content, "content");
        if (sequence < 1 || published < 0 || published > sequence) {
            throw new IllegalArgumentException("Invalid sequence " + sequence + ": " + published + " is published");
        }
    }

    boolean isPublished() {
        return published == sequence;
    }
}
