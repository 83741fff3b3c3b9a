package emulators.imagebuilder.account;

/** Called on every change of a build's state, in order for one build, without the account's lock. */
@FunctionalInterface
public interface BuildListener {

    void changed(ImageStatus previous, Image image);
}
