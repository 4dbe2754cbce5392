use microbag::{brief::Brief, frame::Structure, solve, stock::Stock, style::Style, units::Quantity};
fn main() {
    let stock = Stock::builtin();
    for name in Style::builtin_names() {
        let style = Style::builtin(name).unwrap();
        let mut briefs = vec![("default".to_owned(), Brief::new(&style))];
        for size in &style.file().sizes { briefs.push((size.name.clone(), Brief::new(&style).size(&size.name).unwrap())); }
        if name == "petite-flap" { briefs.push(("chiquito".into(), Brief::new(&style).want_text("width","53").unwrap().want_text("height","43").unwrap().want_text("depth","15").unwrap())); }
        for (label, brief) in briefs {
            let t = std::time::Instant::now();
            let s = Structure::of(&brief, &stock).unwrap();
            let tb = t.elapsed();
            match solve::solve(s) { Ok(r) => { println!("{name} {label}: {:?}/{:?} d {} / {} frames {}", tb, t.elapsed(), r.distance(), r.distance_unsnapped(), r.frames()); for a in r.adjustments() { println!("   {a}"); } }
              Err(e) => { println!("{name} {label} REFUSED"); for d in e.conflict() { println!("   {d}"); } } }
        }
        let mut seed = 12345u64;
        let mut rnd = || { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; (seed >> 11) as f64 / (1u64 << 53) as f64 };
        let base = Structure::of(&Brief::new(&style), &stock).unwrap();
        let (mut made, mut frames, mut unsn, mut worst) = (0, 0, 0, 0.0f64);
        let n = 1000; let t = std::time::Instant::now();
        for k in 0..n {
            let mut brief = Brief::new(&style);
            for p in &base.bound.params { let v = p.range.0 + rnd() * (p.range.1 - p.range.0); brief = brief.want(&p.name, Quantity { value: v, unit: p.unit }).unwrap(); }
            let s = Structure::of(&brief, &stock).unwrap();
            let t1 = std::time::Instant::now();
            match solve::solve(s) { Ok(r) => { made += 1; frames += r.frames(); let e = t1.elapsed().as_secs_f64(); if e > worst { worst = e; }
                 if r.distance() > 1.2*r.distance_unsnapped() + 0.01 { println!("  {k}: snapped far {} {}", r.distance(), r.distance_unsnapped()); }
                 for (i, (p, v)) in base.bound.params.iter().zip(r.values()).enumerate() { let st = if p.unit == microbag::units::Unit::Length {0.1} else {0.005}; if *v != r.makeable().structure().wish[i] && ((v/st).round()*st - v).abs() > 1e-9 { unsn += 1; println!("  {k}: {} {} not on step", p.name, v); } } }
              Err(e) => { println!("  {k} REFUSED"); for d in e.conflict() { println!("     {d}"); } } }
        }
        println!("{name}: {made}/{n} made, frames {} avg, unsnapped {unsn}, {:?} avg, worst {:.1} ms", frames / made.max(1), t.elapsed() / n, worst*1e3);
    }
}
