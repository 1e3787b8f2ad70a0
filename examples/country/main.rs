mod synthetic;
use gridgov::{coverage::Question, governance::Builder, kind::*, rollup::*};
use std::time::Instant;
fn main() {
    let n: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let t = Instant::now();
    let ledgers: Vec<_> = (0..n)
        .map(|i| synthetic::subdistrict(&format!("{:09}", 410102000u64 + i), "街道", None, synthetic::PLAIN, i))
        .collect();
    println!("ledgers {:?}", t.elapsed());
    let nodes: usize = ledgers.iter().map(|l| l.nodes.len()).sum();
    let t = Instant::now();
    let mut b = Builder::new();
    for l in &ledgers {
        b.add(l);
    }
    println!("add {:.0} ns", t.elapsed().as_nanos() as f64 / nodes as f64);
    let t1 = Instant::now();
    let g = b.finish().unwrap();
    println!("finish {:.0} ns", t1.elapsed().as_nanos() as f64 / nodes as f64);
    println!("build {:.0} ns, {nodes}", t.elapsed().as_nanos() as f64 / nodes as f64);
    let per = |what: &str, f: &mut dyn FnMut()| {
        f();
        let t = Instant::now();
        f();
        println!("{what} {:.2} ns/node", t.elapsed().as_nanos() as f64 / nodes as f64);
    };
    let (a, h) = (g.sum_of("floor_area").unwrap(), g.sum_of("households").unwrap());
    per("home counts+2", &mut || {
        std::hint::black_box(g.roll_up(Home, (CountByKind, a, h)).unwrap());
    });
    per("home 1 sum", &mut || {
        std::hint::black_box(g.roll_up(Home, a).unwrap());
    });
    per("distinct counts+2", &mut || {
        std::hint::black_box(g.roll_up(Distinct, (CountByKind, a, h)).unwrap());
    });
    per("every counts+2", &mut || {
        std::hint::black_box(g.roll_up(EveryCover, (CountByKind, a, h)).unwrap());
    });
    for q in Question::ALL {
        per(q.id(), &mut || {
            std::hint::black_box(g.ask(*q).shares());
        });
    }
    let places: Vec<_> = g.of_kind(Kind::Shop).collect();
    let mut live = g.live(Home, "households").unwrap();
    let t = Instant::now();
    for i in 0..1_000_000usize {
        live.set(places[(i * 7919) % places.len()], (i % 90) as u32).unwrap();
    }
    println!("live {:.0} ns", t.elapsed().as_nanos() as f64 / 1e6);
    drop(g);
    let l = {
        let mut all = gridgov::ledger::Ledger::new("x");
        all.measures = synthetic::measures();
        for l in ledgers {
            all.nodes.extend(l.nodes);
            all.links.extend(l.links);
        }
        all
    };
    let j = l.to_json_string();
    println!("json {} MB", j.len() / 1_000_000);
    let t = Instant::now();
    let r = gridgov::ledger::Ledger::from_json_str(&j).unwrap();
    println!("read {:.0} ns/node", t.elapsed().as_nanos() as f64 / r.nodes.len() as f64);
}
