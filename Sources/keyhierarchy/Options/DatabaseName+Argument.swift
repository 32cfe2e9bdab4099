public import ArgumentParser
public import KeyHierarchy

extension DatabaseName: ExpressibleByArgument {
    /// Reads a name; one that is not possible is wrong usage.
    public init?(argument: String) {
        guard let name = try? DatabaseName(argument) else { return nil }
        self = name
    }
}
