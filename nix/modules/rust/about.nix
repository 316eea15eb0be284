{
  summary = "Rust: rustc, cargo, clippy and rustfmt, with a linker";
  gives = [
    "rustc"
    "cargo"
    "cargo clippy"
    "cargo fmt"
    "cc"
  ];
  settings = {
    analyzer = {
      type = "boolean";
      default = false;
      description = "Also rust-analyzer, for editors";
    };
  };
}
