/** The story of {@code local-fleet}: its events, and the query API's answers after each. */
package imagefanout.localfleet.story;
