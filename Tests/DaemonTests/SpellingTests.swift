import Daemon
import Testing

@Suite struct SpellingTests {
  @Test func theDistanceCountsLettersPutInTakenOutAndChanged() {
    #expect(Spelling.distance("", "abc") == 3)
    #expect(Spelling.distance("kitten", "sitting") == 3)
    #expect(Spelling.distance("same", "same") == 0)
  }

  @Test func onlyWhatIsNearIsSuggested() {
    let names = ["events.folder", "metrics.port"]
    #expect(Spelling.nearest(to: "events.foldr", among: names) == "events.folder")
    #expect(Spelling.nearest(to: "colour", among: names) == nil)
  }
}
