package imagefanout.command.doctor;

import static java.util.Objects.requireNonNull;

/**
 * What one check found.
 *
 * @param mend what to do; empty if nothing
 */
record Finding(Level level, String subject, String found, String mend) {
    /** How bad it is. */
    enum Level {
        PROBLEM,
        NOTE,
        UNCHECKED,
        OK
    }

    Finding {
        requireNonNull(level, "level");
        requireNonNull(subject, "subject");
        requireNonNull(found, "found");
        requireNonNull(mend, "mend");
    }

    static Finding ok(String subject, String found) {
        return new Finding(Level.OK, subject, found, "");
    }

    static Finding note(String subject, String found, String mend) {
        return new Finding(Level.NOTE, subject, found, mend);
    }

    static Finding problem(String subject, String found, String mend) {
        return new Finding(Level.PROBLEM, subject, found, mend);
    }

    static Finding unchecked(String subject, String why) {
        return new Finding(Level.UNCHECKED, subject, why, "");
    }
}
