/// What a ``FaultInjectingStore`` throws when a fault strikes that is no conflict, and what a
/// ``FaultInjectingRootProtector`` throws.
public struct InjectedFault: Error, Hashable, CustomStringConvertible {
    /// The fault in words.
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ fault: StoreFault) {
        description = "an injected fault: \(fault)"
    }
}
