/**
 * announce-changes: publishes what changed in the catalog to an event bus. Decoding, wiring and the answer belong here; the use
 * case is {@link imagefanout.model.announce.AnnounceChanges}.
 */
package imagefanout.announcechanges;
