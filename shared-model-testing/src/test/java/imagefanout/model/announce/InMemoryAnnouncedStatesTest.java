package imagefanout.model.announce;

import imagefanout.testing.announce.AnnouncedStatesContract;
import imagefanout.testing.announce.InMemoryAnnouncedStates;

class InMemoryAnnouncedStatesTest extends AnnouncedStatesContract {
    private final InMemoryAnnouncedStates states = new InMemoryAnnouncedStates();

    @Override
    protected AnnouncedStates states() {
        return states;
    }
}
