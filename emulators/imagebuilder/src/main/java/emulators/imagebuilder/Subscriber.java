package emulators.imagebuilder;

/**
 * Receives the messages that Image Builder publishes.
 *
 * <p>Called from threads of the emulator's {@link emulators.wire.clock.EmulatorClock}, possibly several at once and in any order, never while the
 * emulator holds its lock: a subscriber may call the emulator. Its exceptions are logged and otherwise ignored.
 */
@FunctionalInterface
public interface Subscriber {

    void publish(Publication publication);

    /** A subscriber that ignores every message. */
    static Subscriber none() {
        return publication -> {};
    }
}
