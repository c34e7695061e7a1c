import Foundation
import Pipeline
import Testing

@Suite struct LatestValueTests {
  @Test func theNewestValueWinsAndTheOthersAreCounted() {
    let mailbox = LatestValue<Int>()
    for value in 1...5 { mailbox.put(value) }
    #expect(mailbox.take() == 5)
    #expect(mailbox.replaced == 4)
    #expect(mailbox.take() == nil)
  }

  @Test func aValueTakenInTimeIsNotCounted() {
    let mailbox = LatestValue<Int>()
    mailbox.put(1)
    #expect(mailbox.wait() == 1)
    mailbox.put(2)
    #expect(mailbox.wait() == 2)
    #expect(mailbox.replaced == 0)
  }

  @Test func closingLeavesTheLastValueAndThenEndsTheWaiting() {
    let mailbox = LatestValue<Int>()
    mailbox.put(7)
    mailbox.close()
    mailbox.put(8)
    #expect(mailbox.wait() == 7)
    #expect(mailbox.wait() == nil)
    #expect(mailbox.wait(atMost: .seconds(60)) == nil)
    #expect(mailbox.replaced == 1)
  }

  @Test func everyValueIsEitherTakenOrCounted() {
    let mailbox = LatestValue<Int>()
    let total = 20_000
    let writer = Thread {
      for value in 1...total { mailbox.put(value) }
      mailbox.close()
    }
    writer.start()
    var taken = 0
    var last = 0
    while let value = mailbox.wait() {
      #expect(value > last)
      last = value
      taken += 1
    }
    #expect(taken + mailbox.replaced == total)
    #expect(last == total)
  }
}
