/// How often a hash function may still be applied to read one file: whoever wrote it chose how often it asks for that.
struct IterationBudget {
    private var rest: UInt32

    init(_ iterations: UInt32) {
        rest = iterations
    }

    /// Takes the iterations of a derivation that is about to be carried out.
    ///
    /// - Parameter iterations: What the file asks for; `nil` when that has more than 32 bits.
    mutating func spend(_ iterations: UInt32?) throws(CryptographyError) -> UInt32 {
        guard let iterations, iterations <= rest else {
            throw CryptographyError(
                .tooCostly, "The file asks for more iterations of its key derivation than are carried out for one file."
            )
        }
        guard iterations > 0 else { throw DER.malformed }
        rest -= iterations
        return iterations
    }
}
