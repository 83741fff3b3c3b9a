package imagefanout.testing.sync;

import imagefanout.model.sync.DistributionLedger;

class InMemoryDistributionLedgerTest extends DistributionLedgerContract {
    private final DistributionLedger ledger = new InMemoryDistributionLedger();

    @Override
    protected DistributionLedger ledger() {
        return ledger;
    }
}
