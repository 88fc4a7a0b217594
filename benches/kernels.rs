//! One training step, one gradient and one Hessian product, each beside its bare products.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sharp_minima::benchmark::Benchmark;

fn kernels(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("kernels");
    group.sample_size(20);
    for name in Benchmark::names() {
        let Some(mut case) = Benchmark::new(&name) else {
            continue;
        };
        group.throughput(Throughput::Elements(case.flops() as u64));
        group.bench_function(&name, |bencher| bencher.iter(|| case.run(1)));
    }
    group.finish();
}

criterion_group!(benches, kernels);
criterion_main!(benches);
