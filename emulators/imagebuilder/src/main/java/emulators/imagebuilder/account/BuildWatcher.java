package emulators.imagebuilder.account;

/** Hears of every change of a build's state, in order for one build, without the account's lock. */
@FunctionalInterface
public interface BuildWatcher {

    void moved(ImageStatus previous, Image image);
}
